import type { EventRow } from '../event-store.ts';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** How long events stay. */
export interface Keeping {
  readonly retentionDays: number;
}

/**
 * The day under which a row is kept, and when it goes, in Unix seconds. That is by the event's own
 * time, but only as far as the receiver's clock bears it out: at most a day ahead of it, and never
 * so long ago that the row would be gone within the day. So a host with a wrong clock, or a lying
 * one, makes neither partitions without number nor rows that stay for ever or go at once.
 */
export function keptSeconds(
  { event, receivedMs }: Pick<EventRow, 'event' | 'receivedMs'>,
  { retentionDays }: Keeping,
): { readonly kept: number; readonly expires: number } {
  const oldestMs = receivedMs - (retentionDays - 1) * DAY_MS;
  const kept = Math.min(Math.max(event.t, oldestMs), receivedMs + DAY_MS);
  const keptSecond = Math.max(0, Math.floor(kept / SECOND_MS));
  return { kept: keptSecond, expires: keptSecond + (retentionDays * DAY_MS) / SECOND_MS };
}
