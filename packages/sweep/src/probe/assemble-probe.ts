import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Check } from '../checks/check.ts';
import { compileRules } from './compile-rules.ts';
import { SECTIONS, type SectionName } from './sections.ts';

const PROBE_DIR = join(import.meta.dirname, '../../probe');

/** What every section may use. */
const SHARED = ['prelude.sh', 'owned.sh', 'drift.sh', 'content.sh'];

/** The sections that have a function `files_NAME` for `drift_collect`. */
const FILE_SECTIONS: ReadonlySet<SectionName> = new Set([
  'ssh',
  'scheduled',
  'startup',
  'login',
  'names',
]);

export interface ProbeOptions {
  /** Lower-case hex, fresh for each host and run. */
  readonly nonce: string;
  /** The checks to run; their sections are run, their rules are compiled in. */
  readonly checks: readonly Check[];
  /** After this many seconds the probe ends itself and its children. */
  readonly wallSecondsMax: number;
  /** CPU seconds that any one process of the probe may use. */
  readonly cpuSecondsMax: number;
}

/**
 * Assembles the one script that is sent to `sh -s` on a host. It is a single function called on
 * the last line, so a script cut off on its way runs nothing.
 *
 * @throws TypeError if the nonce is not 16 to 64 hex digits.
 */
export function assembleProbe({
  nonce,
  checks,
  wallSecondsMax,
  cpuSecondsMax,
}: ProbeOptions): string {
  if (!/^[0-9a-f]{16,64}$/.test(nonce))
    throw new TypeError('the nonce must be 16 to 64 hex digits');
  const wanted = sectionsOf(checks);
  const judge = `${compileRules(checks)}\n${fragment('frame/frame.awk')}`;
  return [
    'vedette_probe() {',
    `NONCE=${nonce}`,
    `WALL_SECONDS_MAX=${wallSecondsMax}`,
    `CPU_SECONDS_MAX=${cpuSecondsMax}`,
    `JUDGE=${shellQuote(judge)}`,
    ...(wanted.includes('processes') ? [`WALK=${shellQuote(walkProgram())}`] : []),
    ...SHARED.map(fragment),
    ...(wanted.includes('processes') ? [fragment('process/prove.sh')] : []),
    ...wanted.map((name) => fragment(`sections/${name}.sh`)),
    ...wanted.flatMap((name) => [...collect(name, wanted), `section ${name}`]),
    'stand_down',
    `PAYLOAD='finish sections=${wanted.length}'`,
    `printf '@%s - 0 %d %s\\n' "$NONCE" "\${#PAYLOAD}" "$PAYLOAD"`,
    '}',
    'vedette_probe </dev/null',
    '',
  ].join('\n');
}

/** The sections that checks need, in the order they run; `host` always runs. */
export function sectionsOf(checks: readonly Check[]): SectionName[] {
  const needed = new Set(['host', ...checks.flatMap((check) => check.sections)]);
  return SECTIONS.filter((name) => needed.has(name));
}

/** Sections about files are collected in one batch, right before the first of them runs. */
function collect(name: SectionName, wanted: readonly SectionName[]): string[] {
  const files = wanted.filter((candidate) => FILE_SECTIONS.has(candidate));
  return name === files[0] ? [`drift_collect ${files.join(' ')}`] : [];
}

/** The steps of the process walk, numbered in the order that data takes through them. */
function walkProgram(): string {
  return readdirSync(join(PROBE_DIR, 'process'))
    .filter((name) => name.endsWith('.awk'))
    .toSorted()
    .map((name) => fragment(`process/${name}`))
    .join('');
}

/** Comments and blank lines explain the source to its reader; they need not cross the network. */
function fragment(path: string): string {
  return readFileSync(join(PROBE_DIR, path), 'utf8').replace(/^[ \t]*(#[^!].*|#)?\n/gm, '');
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
