import { setTimeout as delay } from 'node:timers/promises';

import pLimit from 'p-limit';

import type { Check } from '../checks/check.ts';
import type { HostTarget } from '../inventory/host-target.ts';
import type { SweepSettings } from '../inventory/inventory.ts';
import type { Transport } from '../transport/transport.ts';
import type { Clock } from './clock.ts';
import type { HostSweep, SweepOutcome } from './host-sweep.ts';
import { prepareProbe } from './prepare-probe.ts';
import { CPU_SECONDS_MAX, probeSeconds } from './probe-seconds.ts';
import { emptySweep, sweepHost } from './sweep-host.ts';

/** What a caller may show while a fleet is swept. */
export type FleetEvent =
  | { readonly kind: 'host-started'; readonly target: HostTarget }
  | {
      readonly kind: 'host-ended';
      readonly target: HostTarget;
      readonly outcome: SweepOutcome;
      readonly durationMs: number;
    };

/** What the sweep of a fleet needs. */
export interface FleetSweepRequest<T> {
  readonly targets: readonly HostTarget[];
  readonly settings: Pick<
    SweepSettings,
    'concurrency' | 'sshTimeoutSecs' | 'totalTimeoutSecs' | 'jitterSecs'
  >;
  readonly checks: readonly Check[];
  /** Every evidence code there is; a host may send no other. */
  readonly evidenceCodes: ReadonlySet<string>;
  readonly transports: { readonly ssh: Transport; readonly local: Transport };
  readonly clock: Clock;
  /** In [0, 1), spreads the starts. */
  readonly random: () => number;
  /** No further host is started; those that run may finish. */
  readonly stop: AbortSignal;
  /** What runs is ended too. */
  readonly abort: AbortSignal;
  readonly onEvent?: (event: FleetEvent) => void;
  /** Makes of each host's sweep what is kept of it, as it ends, so that a fleet's do not pile up. */
  readonly consume: (sweep: HostSweep) => T | Promise<T>;
}

/**
 * Sweeps hosts, so many at a time, and returns what `consume` made of each, in the order of the
 * targets. A host's connection is kept until `consume` is done with it, and then let go. What a host does never makes this reject; what `consume` throws does, after every
 * running host was ended.
 */
export async function sweepFleet<T>(request: FleetSweepRequest<T>): Promise<T[]> {
  const { targets, settings, checks, evidenceCodes, transports, clock } = request;
  const known = { evidence: evidenceCodes, checks: new Set(checks.map(({ id }) => id)) };
  const probeFor = prepareProbe({
    checks,
    wallSecondsMax: probeSeconds(settings.sshTimeoutSecs),
    cpuSecondsMax: CPU_SECONDS_MAX,
  });
  const transportOf = ({ ssh }: HostTarget): Transport =>
    ssh === null ? transports.local : transports.ssh;
  const failed = new AbortController();
  const outOfTime = new AbortController();
  const timer =
    settings.totalTimeoutSecs === null
      ? undefined
      : setTimeout(() => outOfTime.abort(), settings.totalTimeoutSecs * 1_000);
  const ending = AbortSignal.any([request.abort, outOfTime.signal, failed.signal]);
  const starting = AbortSignal.any([request.stop, ending]);

  const notStarted = (): SweepOutcome | undefined => {
    if (request.abort.aborted || failed.signal.aborted) return skipped('aborted');
    if (outOfTime.signal.aborted) return skipped('total-timeout');
    return request.stop.aborted ? skipped('stopped') : undefined;
  };

  const sweepOne = async (target: HostTarget): Promise<HostSweep> => {
    if (settings.jitterSecs > 0 && !starting.aborted) {
      await pause(request.random() * settings.jitterSecs * 1_000, starting);
    }
    const skip = notStarted();
    if (skip !== undefined) return emptySweep({ target, checks, clock, outcome: skip });
    request.onEvent?.({ kind: 'host-started', target });
    const sweep = await sweepHost({
      target,
      transport: transportOf(target),
      checks,
      known,
      probeFor,
      timeoutSecs: settings.sshTimeoutSecs,
      signal: ending,
      clock,
    });
    if (sweep.outcome.kind !== 'aborted' || !outOfTime.signal.aborted) return sweep;
    return { ...sweep, outcome: { kind: 'timed-out' } };
  };

  const limit = pLimit(settings.concurrency);
  try {
    const results = await Promise.allSettled(
      targets.map((target) =>
        limit(async () => {
          try {
            const sweep = await sweepOne(target);
            const { outcome, durationMs } = sweep;
            request.onEvent?.({ kind: 'host-ended', target, outcome, durationMs });
            failed.signal.throwIfAborted();
            return await request.consume(sweep);
          } catch (error) {
            failed.abort(error);
            throw error;
          } finally {
            // Else a large fleet's connections would pile up behind the sweep.
            await transportOf(target).release(target);
          }
        }),
      ),
    );
    failed.signal.throwIfAborted();
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  } finally {
    clearTimeout(timer);
  }
}

function skipped(reason: 'stopped' | 'aborted' | 'total-timeout'): SweepOutcome {
  return { kind: 'not-started', reason };
}

/** Waits, or less if the signal comes; a wait that is cut short is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
