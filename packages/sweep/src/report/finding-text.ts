import { escapeText } from '@vedette/core';

import type { Finding } from '../findings/finding.ts';
import { PROCESS } from '../findings/observation.ts';
import { containmentCommands, frozeText, looseText } from './contained-text.ts';
import type { Paint } from './palette.ts';
import { plural } from './plural.ts';
import { wrapText } from './text-width.ts';

/** How reports are laid out. */
export interface TextLayout {
  readonly paint: Paint;
  readonly columns: number;
  readonly verbose: boolean;
  /** Whether the sweep contained slam-dunks; absent where the text is of no sweep. */
  readonly armed?: boolean;
}

/** What is around a finding. */
export interface FindingPlace {
  /** Whose finding it is; named where something was done there. */
  readonly host: string;
  /** Findings about other processes of the same program, named in one line. */
  readonly alike: readonly Finding[];
}

const REASONS_SHOWN = 6;
const FACTS_SHOWN = 10;
const ALIKE_SHOWN = 8;
const FACT_CHARS_MAX = 160;
const LABEL_COLUMNS = 8;
const INDENT = 6 + LABEL_COLUMNS;
/** What a person wants to see first; other facts follow in the host's order. */
const FACT_ORDER = ['pid', 'exe', 'argv', 'cwd', 'uid', 'ppid', 'parent', 'user', 'path', 'key'];

/** A finding as a few lines: what was done, the verdict, why, the facts, what to do next. */
export function findingText(finding: Finding, layout: TextLayout, place: FindingPlace): string {
  const { paint, columns, verbose } = layout;
  const { alike } = place;
  const slamDunk = finding.disposition === 'slam-dunk';
  const mark = slamDunk ? '⛔' : finding.disposition === 'ambiguous' ? '▲' : '·';
  const tone = slamDunk ? 'alarm' : finding.disposition === 'ambiguous' ? 'caution' : 'quiet';
  const change = finding.change === undefined ? '' : `  ${finding.change}`;
  const verdict = `${finding.disposition}  ${finding.severity}  ${finding.check}${change}`;
  const line = (label: string, text: string): string =>
    `      ${paint('quiet', label.padEnd(LABEL_COLUMNS))}${wrapText(text, columns, INDENT)}`;
  const { contained } = finding;
  const froze = contained?.state === 'frozen' ? frozeText(finding, contained, place.host) : '';
  const head =
    froze === ''
      ? [`  ${mark} ${paint(tone, verdict)}  ${finding.id}`]
      : [`  ${mark} ${paint(tone, froze)}`, line('', `${verdict}  ${finding.id}`)];
  const containment = froze === '' ? notFrozenText(finding, layout) : noteText(finding);
  const commands = contained === undefined ? '' : containmentCommands(contained);
  const reasons = finding.reasons
    .slice(0, verbose ? undefined : REASONS_SHOWN)
    .map(({ contribution, text }, at) =>
      line(at === 0 ? 'why' : '', `${signed(contribution)} ${escapeText(text)}`),
    );
  const also = finding.checks.slice(1);
  const failed = finding.proofs.filter(({ outcome }) => outcome === 'failed');
  return [
    ...head,
    line('', paint('strong', escapeText(finding.summary))),
    ...reasons,
    ...(failed.length === 0
      ? []
      : [
          line('tried', `no proof that it is benign: ${failed.map(({ code }) => code).join(', ')}`),
        ]),
    line('facts', factsText(finding, verbose)),
    ...(alike.length === 0 ? [] : [line('alike', alikeText(alike))]),
    ...(also.length === 0 ? [] : [line('also', also.join(', '))]),
    ...(containment === '' ? [] : [line('contain', containment)]),
    ...(commands === '' ? [] : [line('next', commands)]),
    line(commands === '' ? 'next' : '', escapeText(finding.next)),
    ...(finding.attack.length === 0 ? [] : [line('ATT&CK', finding.attack.join(' '))]),
  ].join('\n');
}

/** What there is to say beside that it is frozen: it was stopped, or not all could be done. */
function noteText({ contained }: Finding): string {
  return contained === undefined || contained.text === 'frozen' ? '' : looseText(contained);
}

/** Why a slam-dunk was left as it is, and what would have been done; '' where nothing was due. */
function notFrozenText(finding: Finding, { armed }: TextLayout): string {
  if (finding.contained !== undefined) return looseText(finding.contained);
  const due = finding.disposition === 'slam-dunk' && finding.subject === PROCESS;
  return due && armed === false
    ? 'not frozen: not armed; vedette sweep --armed saves the evidence and freezes it'
    : '';
}

function alikeText(alike: readonly Finding[]): string {
  const shown = alike.slice(0, ALIKE_SHOWN).map(({ id, facts }) => `${id} (pid ${facts['pid']})`);
  const more = alike.length > ALIKE_SHOWN ? ` and ${alike.length - ALIKE_SHOWN} more` : '';
  return `${plural(alike.length, 'other process', 'other processes')}: ${shown.join(', ')}${more}`;
}

function signed(contribution: number): string {
  return `${contribution < 0 ? '-' : '+'}${Math.abs(contribution).toFixed(2)}`;
}

function factsText({ facts }: Finding, verbose: boolean): string {
  const rank = (name: string): number => {
    const at = FACT_ORDER.indexOf(name);
    return at < 0 ? FACT_ORDER.length : at;
  };
  return Object.entries(facts)
    .filter(([, value]) => value !== '')
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, verbose ? undefined : FACTS_SHOWN)
    .map(
      ([name, value]) =>
        `${escapeText(name)}=${quoteFact(escapeText(String(value), FACT_CHARS_MAX))}`,
    )
    .join(' ');
}

function quoteFact(text: string): string {
  return /[\s"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}
