import { escapeText } from '@vedette/core';
import type { ServerFinding } from '@vedette/server';
import { padText, plural, type TextLayout, textWidth, wrapText } from '@vedette/sweep';

import { shellWord } from '../shell-word.ts';
import type { DrillResult } from './drill-result.ts';
import type { DrillStep } from './drill-steps.ts';

const INDENT = 12;
const REASONS_SHOWN = 5;
/** Less is shown as 0.00, and says nothing to somebody who learns to read it. */
const SHOWN_MIN = 0.005;

/** What a step is, before it is run. */
export function stepText(step: DrillStep, { paint, columns }: TextLayout): string {
  const { id, title, why, harmless, shows, attack } = step;
  const row = (name: string, text: string): string =>
    `  ${name.padEnd(INDENT - 2)}${wrapText(text, columns, INDENT)}`;
  return [
    `${paint('strong', id)}  ${title}`,
    row('why', `${why} (${attack.join(', ')})`),
    row('harmless', harmless),
    row('should be', shows),
  ].join('\n');
}

/** How a step went, with the reasons of what was found and where to read on. */
export function resultText(
  { id, status, seconds, why, finding }: DrillResult,
  { url, layout }: { readonly url: string; readonly layout: TextLayout },
): string {
  const { paint, columns } = layout;
  if (finding === null) {
    const mark = status === 'missed' ? '✗ not found' : '◌ not run';
    return `  ${mark}: ${wrapText(`${id}: ${escapeText(why ?? '')}`, columns, INDENT)}`;
  }
  const lines = [
    `  ✓ found in ${seconds} s: ${paint('strong', finding.id)}  ${factsOf(finding)}`,
    `${' '.repeat(INDENT)}${wrapText(escapeText(finding.summary), columns, INDENT)}`,
  ];
  const reasons = finding.reasons.filter(({ contribution }) => Math.abs(contribution) >= SHOWN_MIN);
  for (const [at, { contribution, text }] of reasons.slice(0, REASONS_SHOWN).entries()) {
    const head = at === 0 ? '  why'.padEnd(INDENT) : ' '.repeat(INDENT);
    const sign = contribution < 0 ? '' : '+';
    const reason = `${sign}${contribution.toFixed(2)} ${escapeText(text)}`;
    lines.push(`${head}${wrapText(reason, columns, INDENT + '+0.00 '.length)}`);
  }
  lines.push(`${'  follow'.padEnd(INDENT)}vedette findings show ${finding.id}`);
  lines.push(`${' '.repeat(INDENT)}${findingUrl(url, finding)}`);
  return lines.join('\n');
}

/** The page of a finding on the dashboard. */
export function findingUrl(url: string, { id }: Pick<ServerFinding, 'id'>): string {
  return `${url}/findings/${id}`;
}

function factsOf({ severity, disposition, score, evidence, life }: ServerFinding): string {
  const parts = [severity, disposition, `score ${score.toFixed(2)}`];
  if (life.state !== 'open') parts.push(life.state);
  if (evidence !== null) parts.push(`evidence ${escapeText(evidence)}`);
  return parts.join(' · ');
}

/** What there is to do with a process that is kept. */
export function practiceText(
  { finding, pid }: DrillResult,
  { minutes, listed }: { readonly minutes: number; readonly listed: boolean },
): string {
  const on = listed && finding !== null ? ` --host ${shellWord(finding.subject)}` : '';
  const commands = [
    [`vedette freeze${on} --pid ${pid}`, 'shows the plan, and what to type to confirm it'],
    ['vedette evidence list', 'what was frozen, and what was saved'],
    ['vedette thaw ID', 'running again, as it was'],
  ] as const;
  const columns = Math.max(...commands.map(([command]) => textWidth(command)));
  return [
    `process ${pid} is kept for practice, for ${plural(minutes, 'minute')} at most; Ctrl-C ends it:`,
    ...commands.map(([command, does]) => `  ${padText(command, columns)}    ${does}`),
  ].join('\n');
}

/** How it all went, and what stays. */
export function summaryText(results: readonly DrillResult[], workload: string | null): string {
  const said = results.map(({ id, status, seconds }) =>
    status === 'found'
      ? `${id} ${seconds} s`
      : `${id} ${status === 'missed' ? 'missed' : 'not run'}`,
  );
  const seen = results.filter(({ status }) => status === 'found').length;
  const lines = [`${seen} of ${results.length} found: ${said.join(' · ')}`];
  const ids = [...new Set(results.flatMap(({ finding }) => (finding === null ? [] : finding.id)))];
  if (ids.length > 0) {
    lines.push(
      'the findings stay open, as those of an attack would, until somebody decides:',
      `  for id in ${ids.join(' ')}; do vedette findings resolve $id --note drill; done`,
    );
  }
  if (workload !== null) {
    lines.push(`the workload ${workload} stays known, and quiet, until the next drill`);
  }
  return lines.join('\n');
}
