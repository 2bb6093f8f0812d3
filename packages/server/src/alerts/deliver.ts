import { setTimeout as delay } from 'node:timers/promises';

import type { Log } from '../log.ts';
import { BACKOFF, backoffMs, type BackoffSettings } from './backoff.ts';
import type { Delivery, Notifier } from './notifier.ts';
import type { Outbox } from './outbox/outbox.ts';

/** After so long nobody wants to be told of it as news. */
const AGE_MAX_MS = 3 * 86_400_000;
/** When nothing is due. */
const IDLE_MS = 3_600_000;

/** What a delivery needs. */
export interface DeliverySettings {
  readonly notifier: Notifier;
  readonly outbox: Outbox;
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly backoff?: BackoffSettings;
}

/** Numbers of one receiver since the start. */
export interface DeliveryCounts {
  readonly delivered: number;
  readonly failedAttempts: number;
  /** Too old, or not wanted any more. */
  readonly givenUp: number;
}

/** One receiver being told. */
export interface Deliverer {
  /** Something new is in the outbox. */
  readonly wake: () => void;
  readonly counts: () => DeliveryCounts;
  /** Stops at once; what is not told stays in the outbox. Idempotent. */
  readonly close: () => Promise<void>;
}

interface Tries {
  failures: number;
  /** By the clock of `nowMs`. */
  nextMs: number;
}

/**
 * Tells a receiver what is in its outbox, one at a time, oldest first. After a failure the receiver
 * is left alone for a while, and the notification for longer, so that one that it never takes does
 * not hold up the others.
 */
export function startDeliverer(settings: DeliverySettings): Deliverer {
  const { notifier, outbox, log, nowMs, random, backoff = BACKOFF } = settings;
  const closing = new AbortController();
  const tries = new Map<string, Tries>();
  const counts = { delivered: 0, failedAttempts: 0, givenUp: 0 };
  let receiver: Tries = { failures: 0, nextMs: 0 };
  let waking = new AbortController();

  const failed = (before: Tries | undefined, afterMs: number | null): Tries => {
    const failures = (before?.failures ?? 0) + 1;
    const pauseMs = backoffMs(failures, { settings: backoff, random: random(), afterMs });
    return { failures, nextMs: nowMs() + pauseMs };
  };

  const settle = async (id: string): Promise<void> => {
    await outbox.settle(id);
    tries.delete(id);
  };

  const giveUp = async ({ id }: Delivery, problem: string): Promise<void> => {
    counts.givenUp += 1;
    log('warn', 'notification-given-up', { notifier: notifier.name, id, problem });
    await settle(id);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const { id, createdMs } = delivery;
    if (nowMs() - createdMs > AGE_MAX_MS) return giveUp(delivery, 'too old');
    const outcome = await notifier.send(delivery, closing.signal);
    if (outcome.kind === 'delivered') {
      receiver = { failures: 0, nextMs: 0 };
      counts.delivered += 1;
      return settle(id);
    }
    const { kind, problem } = outcome;
    counts.failedAttempts += 1;
    log('warn', 'notification-failed', { notifier: notifier.name, id, problem });
    receiver = failed(receiver, outcome.kind === 'later' ? outcome.afterMs : null);
    if (kind === 'gone') return giveUp(delivery, problem);
    tries.set(id, failed(tries.get(id), null));
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const now = nowMs();
      const waiting = outbox.pending();
      const due = waiting.find(({ id }) => (tries.get(id)?.nextMs ?? 0) <= now);
      if (due !== undefined && receiver.nextMs <= now) {
        try {
          await attempt(due);
        } catch (error) {
          if (closing.signal.aborted) return;
          // A disk that is full now may not be so later.
          receiver = failed(receiver, null);
          const problem = error instanceof Error ? error.message : String(error);
          log('error', 'outbox-failed', { notifier: notifier.name, problem });
        }
        continue;
      }
      const soonest = Math.min(...waiting.map(({ id }) => tries.get(id)?.nextMs ?? 0));
      const pauseMs = Math.min(IDLE_MS, Math.max(receiver.nextMs, soonest) - now);
      await pause(Math.max(1, pauseMs), AbortSignal.any([closing.signal, waking.signal]));
      if (waking.signal.aborted) waking = new AbortController();
    }
  };

  const running = run();
  return {
    wake: () => waking.abort(),
    counts: () => ({ ...counts }),
    close: async () => {
      closing.abort();
      await running;
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
