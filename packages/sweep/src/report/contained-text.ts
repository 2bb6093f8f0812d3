import { escapeText } from '@vedette/core';

import type { Contained } from '../findings/contained.ts';
import type { Finding } from '../findings/finding.ts';

const PROGRAM_CHARS_MAX = 80;
const PLACE_CHARS_MAX = 120;
const HOST_CHARS_MAX = 128;
const SENTENCE_CHARS_MAX = 300;
/** As many digits as `docker ps` shows. */
const CONTAINER_DIGITS = 12;
const DELETED = ' (deleted)';

/** What is said of a state in which the process is not, or not surely, frozen. */
const SAID = {
  incomplete: 'incomplete',
  refused: 'not frozen',
  storm: 'not frozen',
  loose: 'runs again',
  thawed: 'thawed',
  gone: 'not frozen',
} as const satisfies Record<Exclude<Contained['state'], 'frozen'>, string>;

/** `contained — froze ./x (deleted) at 100% CPU in /tmp, evidence E-…, on HOST`. */
export function frozeText(
  { facts }: Finding,
  { method, evidence }: Contained,
  host: string,
): string {
  const exe = textOf(facts['exe']);
  const cpu = Number(facts['cpu_now'] ?? 0);
  const container = textOf(facts['container']).slice(0, CONTAINER_DIGITS);
  const cwd = textOf(facts['cwd']);
  const what = [
    escapeText(programOf(facts, exe), PROGRAM_CHARS_MAX),
    exe.endsWith(DELETED) ? DELETED : '',
    cpu > 0 ? ` at ${cpu}% CPU` : '',
    cwd === '' ? '' : ` in ${escapeText(cwd, PLACE_CHARS_MAX)}`,
    method === 'container' ? ` with its container ${escapeText(container)}` : '',
  ].join('');
  const kept = evidence === null ? '' : `, evidence ${evidence}`;
  return `contained — froze ${what}${kept}, on ${escapeText(host, HOST_CHARS_MAX)}`;
}

/** Why a slam-dunk is not frozen, or not for certain. */
export function looseText({ state, text }: Contained): string {
  const said = state === 'frozen' ? 'frozen' : SAID[state];
  const shown = escapeText(text, SENTENCE_CHARS_MAX);
  return shown.startsWith(`${said}: `) ? shown : `${said}: ${shown}`;
}

/** What a person can do about a containment, as commands. */
export function containmentCommands({ state, evidence }: Contained): string {
  if (evidence === null) return '';
  const show = `vedette evidence show ${evidence}`;
  return state === 'thawed' ? show : `${show} · vedette thaw ${evidence}`;
}

/** The word that it was started by; where it hides that, the name of its file. */
function programOf(facts: Finding['facts'], exe: string): string {
  const [word = ''] = textOf(facts['argv']).split(' ');
  if (word !== '') return word;
  const path = exe.endsWith(DELETED) ? exe.slice(0, -DELETED.length) : exe;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === '' ? `process ${textOf(facts['pid'])}` : name;
}

function textOf(fact: string | number | undefined): string {
  return fact === undefined ? '' : String(fact);
}
