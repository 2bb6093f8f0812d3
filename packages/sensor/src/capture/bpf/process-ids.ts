import { processId } from '../process-id.ts';

/** By the last digits of the number: a process and its parent are told again within seconds. */
const SLOTS = 4096;
const NS_PER_TICK = 10_000_000;
/** 2^32 ns in ticks, and what is left of it. */
const TICKS_PER_HIGH = 429;
const NS_LEFT_PER_HIGH = 4_967_296;

/** Ids of processes by their number and start; those told lately are not made again. */
export type ProcessIds = (pid: number, startLow: number, startHigh: number) => string;

export function createProcessIds(boot: string): ProcessIds {
  const pids = new Float64Array(SLOTS).fill(-1);
  const starts = new Float64Array(SLOTS);
  const ids: string[] = Array.from({ length: SLOTS }, () => '');
  return (pid, startLow, startHigh) => {
    const ticks = ticksOf(startLow, startHigh);
    const slot = pid & (SLOTS - 1);
    if (pids[slot] === pid && starts[slot] === ticks) return ids[slot] ?? '';
    const id = processId(boot, pid, ticks);
    pids[slot] = pid;
    starts[slot] = ticks;
    ids[slot] = id;
    return id;
  };
}

/** Exact where the ns since boot are beyond what a double holds: after 104 days. */
export function ticksOf(low: number, high: number): number {
  return high * TICKS_PER_HIGH + Math.floor((high * NS_LEFT_PER_HIGH + low) / NS_PER_TICK);
}
