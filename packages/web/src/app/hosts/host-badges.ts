import type { Tone } from '../elements/tag.tsx';
import type { Host } from './host-shapes.ts';

/** A short word about what limits the knowledge of a host. */
export interface HostBadge {
  readonly name:
    | 'stale'
    | 'unreachable'
    | 'no-sensor'
    | 'degraded-sensor'
    | 'silent-sensor'
    | 'losses';
  readonly words: string;
  readonly why: string;
  readonly tone: Tone;
}

/** A host that does anything at all starts a program within it. */
const SENSOR_SILENT_MS = 600_000;
/** Without a timer to compare with, a sweep is old after a day. */
const STALE_MS = 86_400_000;
/** One sweep may fail and one may be late. */
const STALE_SWEEPS = 3;

/**
 * What limits the knowledge of a host.
 *
 * @param everyMs of the sweeps; null where the server makes none
 */
export function hostBadges(
  { sweep, sensor }: Host,
  { nowMs, everyMs }: { readonly nowMs: number; readonly everyMs: number | null },
): readonly HostBadge[] {
  const badges: HostBadge[] = [];
  const staleMs = everyMs === null ? STALE_MS : Math.max(everyMs * STALE_SWEEPS, SENSOR_SILENT_MS);
  if (sweep?.status === 'unreachable') {
    const why = sweep.problem?.reason ?? 'The last sweep got no session.';
    badges.push({ name: 'unreachable', words: 'unreachable', why, tone: 'bad' });
  }
  if (sweep !== null && nowMs - sweep.atMs > staleMs) {
    const why = 'The last sweep is older than sweeps should be.';
    badges.push({ name: 'stale', words: 'stale', why, tone: 'warning' });
  }
  if (sensor.lastMs === null) {
    const why = 'What runs between two sweeps is not seen here.';
    badges.push({ name: 'no-sensor', words: 'no sensor', why, tone: 'plain' });
    return badges;
  }
  if (nowMs - sensor.lastMs > SENSOR_SILENT_MS) {
    const why = 'Nothing has come for ten minutes: it is idle or off, or its sensor has ended.';
    badges.push({ name: 'silent-sensor', words: 'sensor silent', why, tone: 'warning' });
  }
  if (sensor.source === 'netlink' || sensor.source === 'poll') {
    const why = DEGRADED[sensor.source];
    badges.push({ name: 'degraded-sensor', words: 'degraded sensor', why, tone: 'warning' });
  }
  if (sensor.missed + sensor.dropped > 0) {
    const why = 'Its sensor missed or dropped events; the host’s page has the reasons.';
    badges.push({ name: 'losses', words: 'events lost', why, tone: 'warning' });
  }
  return badges;
}

const DEGRADED = {
  netlink:
    'It hears of processes from the kernel, but reads them a moment later: short ones go unread.',
  poll: 'It looks at /proc from time to time: what is shorter than that is not seen.',
} as const;
