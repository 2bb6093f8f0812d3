import type { ExecutionEvent } from '@vedette/core';
import type { EventRow } from '@vedette/server';

import type { Recording } from '../executions/recordings.ts';

const WORKLOADS = 20;
const HOSTS_PER_WORKLOAD = 2;
const ENTRY_EVENTS = 200;
const KNOWN_SHARE = 0.97;
const DAY_MS = 86_400_000;
const THRESHOLD = 0.6;

/** How many rows, over how many days, up to when. */
export interface RowPlan {
  readonly count: number;
  readonly days: number;
  readonly endMs: number;
}

/**
 * The recorded events again and again, as of many workloads of two organisations, in time order and
 * with what a sensor and the scorer add to them; the same for the same plan.
 */
export function* recordedRows(
  recordings: readonly Recording[],
  { count, days, endMs }: RowPlan,
): Generator<EventRow> {
  const sources = recordings.map(({ past, test }) => [...past, ...test]);
  const random = createRandom();
  for (let number = 0; number < count; number += 1) {
    // Few workloads have most of the events.
    const workload = Math.floor(random() * random() * WORKLOADS);
    const source = sources[workload % sources.length] ?? [];
    const event = source[Math.floor(number / WORKLOADS) % source.length];
    if (event === undefined) throw new RangeError('there are no recorded events');
    const t = endMs - days * DAY_MS * (1 - number / count) + random();
    const host = `${event.workload}-${workload}-${Math.floor(random() * HOSTS_PER_WORKLOAD)}`;
    const score = random() < KNOWN_SHARE ? 0 : Math.round(random() * 1_000) / 1_000;
    yield {
      org: workload % 3 === 2 ? 'other' : 'main',
      position: 1 + Math.floor(number / ENTRY_EVENTS),
      index: number % ENTRY_EVENTS,
      receivedMs: Math.floor(t) + 1_500,
      event: seen({ event, t, host, workload, number }),
      shape: idOf(Math.imul(number % source.length, 7)),
      score,
      p: score === 0 ? 1 : Math.round(random() * 10_000) / 10_000,
      state: 'watching',
      threshold: THRESHOLD,
      reasons:
        score === 0
          ? []
          : [{ code: 'argument-new', contribution: score, text: `new for ${event.exe}` }],
      nearest: score === 0 ? null : { argv: event.argv, distance: 0.2 },
      finding: score > 0.9 ? `x-0000000000${10 + (number % 50)}` : null,
    };
  }
}

/** The id of the process of an event by its number. */
export function idOf(number: number): string {
  return (Math.imul(number, 2_654_435_761) >>> 0).toString(16).padStart(16, '0');
}

function seen({
  event,
  t,
  host,
  workload,
  number,
}: {
  readonly event: ExecutionEvent;
  readonly t: number;
  readonly host: string;
  readonly workload: number;
  readonly number: number;
}): ExecutionEvent {
  const unit = `${event.workload}.service`;
  return {
    ...event,
    ...{ t, host, workload: `${event.workload}-${workload}`, source: 'bpf' },
    ...{ id: idOf(number), parentId: idOf(Math.floor(number / 7)), parentExe: event.parent },
    ...{ argc: event.argv.length, argvBytes: event.argv.join(' ').length + 1 },
    ...{ cwd: `/srv/${event.workload}`, euid: event.uid, gid: event.uid, session: 4 },
    ...{ unit, cgroup: `/system.slice/${unit}`, start: Math.floor(t * 1_000_000) },
    namespaces: { pid: 4_026_531_836, mnt: 4_026_531_840, net: 4_026_531_833 },
  };
}

/** Numerical Recipes' linear congruential generator: the same numbers in every run. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
