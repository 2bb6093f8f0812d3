import type { ExecutionEvent } from '@vedette/core';

/** CPU time is judged over this long, so that a burst of a few seconds costs nothing. */
export const CPU_WINDOW_MS = 10_000;
/** One step back for each window below this part of the limit: it must not swing. */
const RELIEF = 0.7;

/**
 * What is given up, in this order, while the sensor takes more CPU than it may: how a program
 * ended says the least about what it is, what was executed says the most and is never given up.
 */
const GIVEN_UP: readonly ExecutionEvent['kind'][] = ['exit', 'listen', 'connect', 'exec-failed'];

/** Decides which kinds of events are not worth their CPU time now. */
export interface CpuGovernor {
  /** Takes the CPU time that the sensor has used in all, and when that was. */
  readonly sample: (usedMs: number, nowMs: number) => void;
  readonly givesUp: (kind: ExecutionEvent['kind']) => boolean;
}

/** @param cpuPercent of one core */
export function createCpuGovernor(cpuPercent: number): CpuGovernor {
  let level = 0;
  let since: { readonly usedMs: number; readonly nowMs: number } | undefined;
  return {
    sample(usedMs, nowMs) {
      since ??= { usedMs, nowMs };
      const elapsedMs = nowMs - since.nowMs;
      if (elapsedMs < CPU_WINDOW_MS) return;
      const percent = ((usedMs - since.usedMs) / elapsedMs) * 100;
      since = { usedMs, nowMs };
      if (percent > cpuPercent) level = Math.min(level + 1, GIVEN_UP.length);
      else if (percent < cpuPercent * RELIEF) level = Math.max(level - 1, 0);
    },
    givesUp(kind) {
      const rank = GIVEN_UP.indexOf(kind);
      return rank >= 0 && rank < level;
    },
  };
}
