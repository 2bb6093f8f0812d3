import { escapeText } from '@vedette/core';
import type { ServerFinding } from '@vedette/server';
import { plural, type TextLayout } from '@vedette/sweep';

import { shellWord } from './shell-word.ts';

const ARGV_SHOWN_CHARS = 2_000;

/** One line of a list; what a host said is escaped. */
export function findingLine(
  { id, severity, score, subject, summary, count, lastMs, life }: ServerFinding,
  { paint }: TextLayout,
): string {
  const state = life.state === 'open' ? '' : ` · ${life.state}`;
  const times = count === 1 ? '' : ` · ${plural(count, 'time')}`;
  return [
    `${paint('strong', id)}  ${severity.padEnd(8)}  ${score.toFixed(2)}  ${escapeText(subject)}`,
    `    ${escapeText(summary)}`,
    `    last ${timeText(lastMs)}${times}${state}`,
  ].join('\n');
}

/** Everything that is known of a finding, and what can be done about it. */
export function findingText(finding: ServerFinding, layout: TextLayout): string {
  const { reasons, facts, nearest, attack, hosts, firstMs, history, evidence } = finding;
  const lines = [findingLine(finding, layout), `    first ${timeText(firstMs)}`];
  if (hosts.length > 0) lines.push(`    on ${hosts.map((host) => escapeText(host)).join(', ')}`);
  lines.push('', '  why');
  for (const { contribution, text } of reasons) {
    lines.push(`    ${signed(contribution)}  ${escapeText(text)}`);
  }
  lines.push('', '  facts');
  for (const [name, value] of Object.entries(facts)) {
    lines.push(`    ${escapeText(name)}: ${valueText(value)}`);
  }
  if (nearest !== null) {
    const argv = escapeText(nearest.argv.map(shellWord).join(' '), ARGV_SHOWN_CHARS);
    lines.push(
      '',
      `  nearest normal thing (distance ${nearest.distance.toFixed(2)})`,
      `    ${argv}`,
    );
  }
  if (attack.length > 0) lines.push('', `  ATT&CK ${attack.map((id) => escapeText(id)).join(' ')}`);
  if (evidence !== null) lines.push(`  evidence ${escapeText(evidence)}`);
  if (history.length > 0) {
    lines.push('', '  history', ...history.map((life) => `    ${lifeText(life)}`));
  }
  const { id } = finding;
  lines.push(
    '',
    `  vedette findings expect ${id} --reason …   it is as it should be: tell nobody again`,
    `  vedette findings ack ${id}                 somebody looks into it`,
    `  vedette findings resolve ${id}             it is over; told again if it comes back`,
  );
  return lines.join('\n');
}

function lifeText(life: ServerFinding['life']): string {
  if (life.state === 'open') return 'open';
  const { state, by, atMs } = life;
  const why = life.state === 'expected' ? life.reason : life.note;
  const head = `${timeText(atMs)} ${state} by ${escapeText(by)}`;
  return why === null ? head : `${head}: ${escapeText(why)}`;
}

function valueText(value: ServerFinding['facts'][string]): string {
  return typeof value === 'object'
    ? escapeText(value.map(shellWord).join(' '), ARGV_SHOWN_CHARS)
    : escapeText(String(value), ARGV_SHOWN_CHARS);
}

function signed(contribution: number): string {
  return contribution >= 0 ? `+${contribution.toFixed(2)}` : contribution.toFixed(2);
}

/** Local enough for a log, and the same for every reader. */
export function timeText(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}
