import { escapeText } from '@vedette/core';
import { z } from 'zod';

import { executionSummary } from '../findings/execution-summary.ts';
import type { FindingLife, ServerFinding } from '../findings/finding.ts';
import type { EventRow } from '../store/events/event-store.ts';
import { eventName } from '../store/events/queries/stored-names.ts';

const ENTRIES_MAX = 200;
const COMMAND_CHARS_MAX = 200;

/** What happened about a finding, oldest first. */
export const TimelineEntry = z.strictObject({
  atMs: z.number(),
  /** An execution, a change of the finding's life, or a sweep that saw it. */
  kind: z.enum(['event', 'life', 'sweep']),
  /** One line; what a host or a person wrote in it is inert. */
  text: z.string(),
  score: z.number().nullable(),
  eventId: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** Events as far as they fit beside what people did, which is never left out. */
export function findingTimeline(
  finding: ServerFinding,
  rows: readonly EventRow[],
): TimelineEntry[] {
  const lives = finding.history.map((life) => lifeEntry(life, finding));
  const sweeps = finding.watch === 'sweep' ? sweepEntries(finding) : [];
  const told = [...lives, ...sweeps];
  const events = rows.slice(0, Math.max(0, ENTRIES_MAX - told.length)).map(eventEntry);
  return [...told, ...events].toSorted((a, b) => a.atMs - b.atMs).slice(-ENTRIES_MAX);
}

function eventEntry(row: EventRow): TimelineEntry {
  const { event, score, reasons } = row;
  const { kind, endpoint } = event;
  const command = escapeText(event.argv.join(' '), COMMAND_CHARS_MAX);
  const end = endpoint === undefined ? '' : ` ${escapeText(endpoint.address)}:${endpoint.port}`;
  const text = reasons.length === 0 ? command : executionSummary(event, reasons);
  return {
    ...{ atMs: event.t, kind: 'event', text: `${kind}${end} ${text}`, score },
    eventId: eventName(row),
  };
}

const BECAUSE = {
  new: 'seen for the first time',
  returned: 'opened again: it returned',
  asked: 'opened again by hand',
  expired: 'opened again: what was expected has ended',
} as const;

function lifeEntry(life: FindingLife, { firstMs }: ServerFinding): TimelineEntry {
  const base = { kind: 'life', score: null, eventId: null } as const;
  if (life.state === 'open') {
    return { ...base, atMs: life.atMs ?? firstMs, text: BECAUSE[life.because ?? 'new'] };
  }
  const by = escapeText(life.by);
  const why = life.state === 'expected' ? life.reason : life.note;
  const text = `${life.state} by ${by}${why === null ? '' : `: ${escapeText(why)}`}`;
  return { ...base, atMs: life.atMs, text };
}

function sweepEntries({ firstMs, lastMs, count, subject }: ServerFinding): TimelineEntry[] {
  const entry = (atMs: number, text: string): TimelineEntry => ({
    ...{ atMs, kind: 'sweep', text, score: null, eventId: null },
  });
  const host = escapeText(subject);
  const first = entry(firstMs, `a sweep found it on ${host}`);
  if (lastMs === firstMs) return [first];
  return [first, entry(lastMs, `the last sweep that found it on ${host}, of ${count}`)];
}
