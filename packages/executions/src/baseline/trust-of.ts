import type { DayRecord, ShapeRecord } from './shape-record.ts';

/** What is left of the doubt about a shape after each time it was seen while learning. */
const DOUBT_PER_LEARNED = 0.35;
/** The most doubt, in nats, that one day may take away while watching, on one host. */
const NATS_PER_DAY = 0.36;
/** More hosts on the same day are worth a little more: an attacker holds one first. */
const EXTRA_PER_HOST = 0.25;
const HOSTS_THAT_COUNT = 3;
/** Held shapes begin to be believed on the fourth day that they are still there. */
const DAYS_UNTIL_AGED = 3;
/** Full trust: doubt of a millionth, which no longer shows in a score. */
const NATS_MAX = 20;

/** How far a shape is believed, in nats of doubt taken away, by what took it away. */
export interface Trust {
  /** While learning: every occurrence counts. */
  readonly learned: number;
  /** While watching: bounded by day and host. */
  readonly watched: number;
}

/** How far a record is believed: `1 - exp(-learned - watched)` is its trust. */
export function trustOf(record: Pick<ShapeRecord, 'days' | 'confirmedMs'>): Trust {
  if (record.confirmedMs !== null) return { learned: NATS_MAX, watched: NATS_MAX };
  const times = record.days.reduce((sum, { learned }) => sum + learned, 0);
  const learned = Math.min(NATS_MAX, -Math.log(DOUBT_PER_LEARNED) * times);
  const watched = record.days.reduce((sum, day, at) => sum + natsOfDay(day, at), 0);
  return { learned, watched: Math.min(NATS_MAX, watched) };
}

function natsOfDay(day: DayRecord, earlierDays: number): number {
  const aged = earlierDays >= DAYS_UNTIL_AGED ? day.held : 0;
  const times = day.watched + aged;
  if (times === 0) return 0;
  const hosts = Math.min(HOSTS_THAT_COUNT, Math.max(1, day.hosts.length));
  return NATS_PER_DAY * (1 - 2 ** -times) * (1 + EXTRA_PER_HOST * (hosts - 1));
}
