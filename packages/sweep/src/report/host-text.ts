import { type Coverage, escapeText } from '@vedette/core';

import type { TextLayout } from './finding-text.ts';
import { findingsText } from './findings-text.ts';
import { plural } from './plural.ts';
import type { HostReport } from './sweep-report.ts';
import { padText, wrapText } from './text-width.ts';

const NAME_COLUMNS = 16;
const COUNTS_COLUMNS = 24;
const GAPS_SHOWN = 6;
const NOTES_SHOWN = 10;
const INDENT = 10;

/** One host of the report: its line, what could not be seen, its findings. */
export function hostText(host: HostReport, layout: TextLayout): string {
  const { paint } = layout;
  // Of a host that was not reached, the one thing that could not be seen is everything.
  const coverage = host.status === 'unreachable' && !layout.verbose ? [] : host.coverage;
  const blind = coverage.filter(({ effect }) => effect === 'blind');
  const limited = coverage.filter(({ effect }) => effect === 'limited');
  const load = host.load1 === null ? '' : `load ${host.load1.toFixed(2)} · `;
  const counts = host.status === 'unreachable' ? '' : `${load}${plural(host.checks, 'check')}`;
  const head = `${padText(escapeText(host.name), NAME_COLUMNS)}${padText(counts, COUNTS_COLUMNS)}`;
  const alerting = host.findings.filter(({ disposition }) => disposition !== 'benign');
  const benign = host.findings.length - alerting.length;
  return [
    `${head}${statusText(host, alerting.length, layout)}${learningText(host, layout)}`,
    ...gapsText('could not see', blind, layout),
    ...gapsText('limited', limited, layout),
    ...containmentText(host, layout),
    ...(layout.verbose && benign > 0
      ? [`  ${paint('quiet', `${benign} benign: odd, and explained by a proof (see --json)`)}`]
      : []),
    findingsText(alerting, layout, host.name),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function statusText(host: HostReport, alerting: number, { paint, columns }: TextLayout): string {
  const { status, problem } = host;
  switch (status) {
    case 'clean':
      return paint('good', '✓ clean');
    case 'findings':
      return paint('bad', `✗ ${plural(alerting, 'finding')}`);
    case 'incomplete':
      return paint('caution', '◐ incomplete');
    case 'unreachable': {
      const why = problem === undefined ? '' : `: ${problem.reason} — ${problem.next}`;
      const text = escapeText(`✗ unreachable${why}`);
      return paint('bad', wrapText(text, columns, NAME_COLUMNS + COUNTS_COLUMNS));
    }
  }
}

function learningText({ baseline, status }: HostReport, { paint }: TextLayout): string {
  if (status === 'unreachable' || baseline.state !== 'learning') return '';
  return paint('quiet', `  learning what is normal (${plural(baseline.items, 'item')})`);
}

/** What became of earlier containments on this host. */
function containmentText({ containment = [] }: HostReport, layout: TextLayout): string[] {
  const shown = containment.slice(0, layout.verbose ? undefined : NOTES_SHOWN);
  const rest = containment.length - shown.length;
  return [
    ...shown.map(({ id, complete, text }) => {
      const note = wrapText(`${id ?? 'containment'}: ${escapeText(text)}`, layout.columns, INDENT);
      return `  ⛔ ${layout.paint(complete ? 'quiet' : 'bad', note)}`;
    }),
    ...(rest > 0 ? [`  ⛔ ${plural(rest, 'earlier containment')} more (--verbose)`] : []),
  ];
}

function gapsText(
  label: string,
  gaps: readonly Coverage[],
  { paint, columns, verbose }: TextLayout,
): string[] {
  if (gaps.length === 0) return [];
  const byReason = Map.groupBy(gaps, ({ reason }) => reason);
  const lines = [...byReason].map(
    ([reason, own]) =>
      `${own.map(({ check }) => escapeText(check)).join(', ')}: ${escapeText(reason)}`,
  );
  const shown = lines.slice(0, verbose ? undefined : GAPS_SHOWN);
  const rest = lines.length - shown.length;
  return [
    ...shown.map((line) => paint('quiet', `  ◌ ${label} ${wrapText(line, columns, INDENT)}`)),
    ...(rest > 0 ? [paint('quiet', `  ◌ ${label} ${rest} more (--verbose)`)] : []),
  ];
}
