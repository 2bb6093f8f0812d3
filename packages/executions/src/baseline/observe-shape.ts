import type { Shape } from '../shape/shape.ts';
import type { DayRecord, ShapeRecord } from './shape-record.ts';

/** Retention of the published algorithm; one day more, so that today is not a seventh. */
const DAYS_KEPT = 8;
/** Hosts remembered for a day: trust asks for three. */
const HOSTS_PER_DAY = 8;
const HOST_CHARS_MAX = 255;
const MS_PER_DAY = 86_400_000;

/** What an occurrence may teach: all (learning), a bounded part (watching), nothing (held). */
export type Lesson = 'learned' | 'watched' | 'held';

/** One occurrence of a shape. */
export interface Occurrence {
  readonly shape: Shape;
  readonly host: string;
  readonly timeMs: number;
  readonly lesson: Lesson;
}

/** The record of a shape after one more occurrence; the first makes the record. */
export function observeShape(record: ShapeRecord | undefined, seen: Occurrence): ShapeRecord {
  const { timeMs } = seen;
  const before = record ?? { ...newRecord(seen.shape), firstSeenMs: timeMs, lastSeenMs: timeMs };
  return {
    ...before,
    count: before.count + 1,
    firstSeenMs: Math.min(before.firstSeenMs, timeMs),
    lastSeenMs: Math.max(before.lastSeenMs, timeMs),
    days: observeDay(before.days, seen),
  };
}

/** The UTC day of a time. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / MS_PER_DAY);
}

function newRecord(shape: Shape): Omit<ShapeRecord, 'firstSeenMs' | 'lastSeenMs'> {
  const { key, name, place, parent, user, verb, script } = shape;
  const words = [...shape.words];
  const network = [...shape.network];
  const argv = [...shape.argv];
  const known = { key, name, place, parent, user, verb, script, words, network, argv };
  return { ...known, count: 0, days: [], confirmedMs: null, admittedMs: null };
}

function observeDay(days: readonly DayRecord[], { host, timeMs, lesson }: Occurrence): DayRecord[] {
  const day = dayOf(timeMs);
  const today = days.find((one) => one.day === day);
  const name = host.slice(0, HOST_CHARS_MAX).toWellFormed();
  const counted = today ?? { day, learned: 0, watched: 0, held: 0, hosts: [] };
  const { hosts } = counted;
  const isNewHost = lesson !== 'held' && hosts.length < HOSTS_PER_DAY && !hosts.includes(name);
  const next = {
    ...counted,
    [lesson]: counted[lesson] + 1,
    hosts: isNewHost ? [...hosts, name] : hosts,
  };
  const others = days.filter((one) => one.day !== day);
  return [...others, next].toSorted((a, b) => a.day - b.day).slice(-DAYS_KEPT);
}
