import { escapeText } from '@vedette/core';

import type { Host } from '../hosts/host.ts';
import type { BlindSpot } from './health.ts';

const MINUTE_MS = 60_000;
/** A host that does anything at all starts a program within it. */
const SILENT_AFTER_MS = 10 * MINUTE_MS;
/** Sweeps are at times a tenth late, and take a while. */
const LATE_AFTER_ROUNDS = 2;

/** What of one host is not seen; `everyMs` is null where the server makes no sweeps. */
export function hostBlindSpots(
  host: Host,
  at: { readonly everyMs: number | null; readonly nowMs: number },
): BlindSpot[] {
  const spots = [...sensorSpots(host, at.nowMs), ...sweepSpots(host, at)];
  return spots.map((spot) => ({ host: host.host, ...spot }));
}

type Spot = Omit<BlindSpot, 'host'>;

function sensorSpots({ sensor, sweep, events }: Host, nowMs: number): Spot[] {
  const { source, lastMs, missed, dropped } = sensor;
  if (lastMs === null) {
    if (sweep === null && events === 0) return [];
    const why = 'no sensor there has sent anything within a week: it is seen when it is swept';
    return [{ what: 'executions', why, next: 'run vedette sensor run there' }];
  }
  const spots: Spot[] = [];
  const silentMs = nowMs - lastMs;
  if (silentMs > SILENT_AFTER_MS)
    spots.push({
      what: 'executions',
      why: `nothing has come for ${ageText(silentMs)}: it is idle or off, or its sensor has ended`,
      next: 'see that vedette sensor run is running there',
    });
  if (source !== null && source !== 'bpf') spots.push(fallbackSpot(source));
  const lost = missed + dropped;
  if (lost > 0)
    spots.push({
      what: 'executions',
      why: `its sensor lost ${lost} events within the last day`,
      next: 'see the reasons on its page; vedette sensor doctor says what it needs',
    });
  return spots;
}

function fallbackSpot(source: 'netlink' | 'poll'): Spot {
  const why =
    source === 'poll'
      ? 'its sensor looks at /proc again and again: what is short-lived is missed'
      : 'its sensor is told of processes and then looks: what ended at once has no arguments';
  return { what: 'executions', why, next: 'vedette sensor doctor says why BPF does not work' };
}

function sweepSpots(
  { sweep }: Host,
  { everyMs, nowMs }: { readonly everyMs: number | null; readonly nowMs: number },
): Spot[] {
  if (sweep === null) {
    if (everyMs === null) return [];
    const why = 'no sweep knows it by this name';
    return [{ what: 'sweep', why, next: 'add it to the inventory' }];
  }
  const spots: Spot[] = [];
  const ageMs = nowMs - sweep.atMs;
  if (everyMs !== null && ageMs > LATE_AFTER_ROUNDS * everyMs + SILENT_AFTER_MS)
    spots.push({
      what: 'sweep',
      why: `it was last swept ${ageText(ageMs)} ago`,
      next: 'see that it is in the inventory',
    });
  if (sweep.status === 'unreachable') {
    const { reason = 'it could not be reached', next = 'see the inventory' } = sweep.problem ?? {};
    return [...spots, { what: 'sweep', why: escapeText(reason), next: escapeText(next) }];
  }
  const blind = Math.max(0, sweep.checksAsked - sweep.checks);
  const gaps = sweep.coverage.filter(({ effect }) => effect === 'blind');
  if (blind === 0 && gaps.length === 0) return spots;
  const [first] = gaps;
  const because = first === undefined ? '' : `: ${escapeText(`${first.check}: ${first.reason}`)}`;
  const why = `${Math.max(blind, gaps.length)} of ${sweep.checksAsked} checks did not see all they judge by${because}`;
  return [
    ...spots,
    { what: 'sweep', why, next: 'its page has each reason; most go where it sweeps as root' },
  ];
}

function ageText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
