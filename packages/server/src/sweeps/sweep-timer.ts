import { setTimeout as delay } from 'node:timers/promises';

import type { Clock, SweepReport } from '@vedette/sweep';

import type { JournalRecord } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { failedReport, problemOf } from './failed-report.ts';
import type { SweepSignals } from './run-sweep.ts';

/** ±10 %, as `vedette sweep --every`: many servers must not fall into step. */
const JITTER = 0.1;
/** A probe takes about a second; what is not done then is ended, on the hosts too. */
const GRACE_MS = 5_000;

/** What sweeps on a timer need. */
export interface SweepTimerSettings {
  /** Sweeps once; see `runSweep`. */
  readonly run: (signals: SweepSignals) => Promise<SweepReport>;
  /** Puts the report where everything is that the server knows. */
  readonly append: (record: JournalRecord) => Promise<unknown>;
  readonly org: string;
  /** From start to start; a sweep that takes longer is followed by the next at once. */
  readonly everyMs: number;
  /** Before the first; none by default. */
  readonly firstAfterMs?: number;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly graceMs?: number;
}

/** How the sweeps are doing. */
export interface SweepTimerStatus {
  readonly running: boolean;
  readonly sweeps: number;
  readonly failed: number;
  /** Reports that could not be kept. */
  readonly unrecorded: number;
  readonly lastEndedMs: number | null;
  /** Why the last one failed or was not kept; null where all is well. */
  readonly lastProblem: string | null;
}

/** Sweeps by the server's own clock. */
export interface SweepTimer {
  readonly status: () => SweepTimerStatus;
  /** Begins the next sweep at once; false where one is running, or the timer was closed. */
  readonly now: () => boolean;
  /** Ends what runs, on the hosts too, after a while of grace. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Sweeps now and then again and again, one at a time. Each report goes into the journal; so does
 * a sweep that failed, as one that saw nothing.
 */
export function startSweepTimer(settings: SweepTimerSettings): SweepTimer {
  const { clock, log, graceMs = GRACE_MS, firstAfterMs = 0 } = settings;
  const stop = new AbortController();
  const abort = new AbortController();
  const signals = { stop: stop.signal, abort: abort.signal };
  const counts = { running: false, sweeps: 0, failed: 0, unrecorded: 0 };
  let lastEndedMs: number | null = null;
  let lastProblem: string | null = null;
  let known: readonly string[] = [];
  let waiting: AbortController | undefined;

  const sweepOnce = async (): Promise<SweepReport | null> => {
    try {
      const report = await settings.run(signals);
      known = report.hosts.map(({ name }) => name);
      lastProblem = null;
      return report;
    } catch (error) {
      // Ended because the server ends: nothing can be said of the hosts.
      if (abort.signal.aborted) return null;
      counts.failed += 1;
      lastProblem = problemOf(error);
      log('error', 'sweep-failed', { problem: lastProblem });
      return failedReport(error, { hosts: known, nowMs: clock.epochMs() });
    }
  };

  const keep = async (report: SweepReport): Promise<void> => {
    const receivedMs = clock.epochMs();
    const text = JSON.stringify(report);
    try {
      await settings.append({ kind: 'sweep', org: settings.org, receivedMs, report: text });
    } catch (error) {
      counts.unrecorded += 1;
      lastProblem = problemOf(error);
      log('error', 'sweep-not-recorded', { problem: lastProblem });
    }
  };

  /** Until it is time, it is asked for, or the server ends. */
  const wait = async (ms: number): Promise<void> => {
    waiting = new AbortController();
    await pause(ms, AbortSignal.any([stop.signal, waiting.signal]));
    waiting = undefined;
  };

  const run = async (): Promise<void> => {
    if (firstAfterMs > 0) await wait(firstAfterMs);
    while (!stop.signal.aborted) {
      const startMs = clock.monotonicMs();
      counts.running = true;
      const report = await sweepOnce();
      if (report !== null) await keep(report);
      counts.running = false;
      counts.sweeps += 1;
      lastEndedMs = clock.epochMs();
      const pauseMs = settings.everyMs * (1 + JITTER * (2 * settings.random() - 1));
      await wait(Math.max(0, pauseMs - (clock.monotonicMs() - startMs)));
    }
  };

  const running = run();
  return {
    status: () => ({ ...counts, lastEndedMs, lastProblem }),
    now: () => {
      if (waiting === undefined || waiting.signal.aborted || stop.signal.aborted) return false;
      waiting.abort();
      return true;
    },
    close: async () => {
      stop.abort();
      const timer = setTimeout(() => abort.abort(), graceMs);
      await running;
      clearTimeout(timer);
    },
  };
}

/** Waits, or less if the signal comes; a wait that is cut short is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
