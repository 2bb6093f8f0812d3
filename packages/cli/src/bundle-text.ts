import { escapeText } from '@vedette/core';
import {
  type BundleSummary,
  bytesText,
  eventText,
  type LogEntry,
  type ManifestItem,
  padText,
  type TextLayout,
  wrapText,
} from '@vedette/sweep';

const LABEL_COLUMNS = 10;
const INDENT = 2 + LABEL_COLUMNS;
const NAME_COLUMNS = 20;
const SIZE_COLUMNS = 11;
const STATUS_COLUMNS = 13;
const SOURCE_CHARS_MAX = 120;

/** What is shown of one containment. */
export interface ShownBundle {
  readonly bundle: BundleSummary;
  /** Its entries of the log. */
  readonly story: readonly LogEntry[];
  /** Redacted and escaped. */
  readonly environment: readonly string[];
}

/** A bundle as a person reads it: what it is about, what was done, what was saved. */
export function bundleText(
  { bundle, story, environment }: ShownBundle,
  { paint, columns }: TextLayout,
): string {
  const { id, manifest, items } = bundle;
  const line = (label: string, text: string): string =>
    `  ${paint('quiet', padText(label, LABEL_COLUMNS))}${wrapText(escapeText(text), columns, INDENT)}`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint('strong', title), ...lines];
  const about =
    manifest === null
      ? [line('sealed', bundle.problem ?? 'no: it is not whole, or still being gathered')]
      : [
          line('host', manifest.host),
          ...(manifest.finding === null
            ? [line('why', 'by hand')]
            : [line('why', `${manifest.finding.id} ${manifest.finding.check}`)]),
          ...(manifest.finding === null ? [] : [line('', manifest.finding.summary)]),
          line('process', processText(manifest.target)),
          line('outcome', manifest.outcome),
          line('by', manifest.who),
          line('sealed', manifest.sealedAt),
        ];
  return [
    paint('strong', id),
    ...about,
    ...section(
      'done',
      story.map(({ at, who, event }) => `  ${at}  ${escapeText(who)}  ${eventText(event)}`),
    ),
    ...section('saved', items.map(itemText)),
    ...section(
      'environment',
      environment.map((variable) => `  ${variable}`),
    ),
    '',
    paint('quiet', `vedette evidence show ${id} --item NAME · verify ${id} · export ${id}`),
  ].join('\n');
}

function processText({
  pid,
  startTicks,
  exe,
  container,
}: NonNullable<BundleSummary['manifest']>['target']): string {
  const inside = container === undefined ? '' : `, in container ${container}`;
  return `${pid}, started ${startTicks} ticks after boot, program ${exe}${inside}`;
}

function itemText({ name, bytes, status, source, note }: ManifestItem): string {
  const from = escapeText(source, SOURCE_CHARS_MAX);
  return [
    `  ${padText(name, NAME_COLUMNS)}`,
    padText(bytesText(bytes), SIZE_COLUMNS),
    padText(status, STATUS_COLUMNS),
    note === undefined || note === '' ? from : `${from} (${escapeText(note, SOURCE_CHARS_MAX)})`,
  ].join('');
}
