import { join } from 'node:path';

import { VedetteError } from '@vedette/core';

import type { FindingChange } from '../findings/finding-change.ts';
import type { Log } from '../log.ts';
import type { BackoffSettings } from './backoff.ts';
import { type Deliverer, type DeliveryCounts, startDeliverer } from './deliver.ts';
import { type Notification, toNotification } from './notification.ts';
import type { Notifier } from './notifier.ts';
import { openOutbox, type Outbox, type OutboxLimits } from './outbox/outbox.ts';

/** What telling people needs. */
export interface AlertsSettings {
  /** Holds an outbox for each notifier. */
  readonly folder: string;
  readonly notifiers: readonly Notifier[];
  readonly log: Log;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly backoff?: BackoffSettings;
  readonly limits?: OutboxLimits;
}

/** How one receiver is doing. */
export interface NotifierStatus extends DeliveryCounts {
  readonly name: string;
  readonly pending: number;
  /** Given up because too many wait. */
  readonly overflowed: number;
  /** Outbox files that could not be read. */
  readonly damaged: number;
  /** Of what waits; null for nothing. */
  readonly oldestMs: number | null;
}

/** Tells people what changed. */
export interface Alerts {
  /**
   * Takes in what of these changes is to be told; durable on return, and only once whatever is
   * repeated. To be waited for before a checkpoint that has these changes in it.
   */
  readonly tell: (changes: readonly FindingChange[]) => Promise<void>;
  /** Takes in a notification that is about no finding, under an id of its own. */
  readonly send: (id: string, notification: Notification) => Promise<void>;
  readonly status: () => readonly NotifierStatus[];
  /** Stops telling; what is not told is told after the next start. Idempotent. */
  readonly close: () => Promise<void>;
}

interface Line {
  readonly notifier: Notifier;
  readonly outbox: Outbox;
  readonly deliverer: Deliverer;
}

/**
 * Opens the outbox of each notifier as it was left, and goes on telling.
 *
 * @throws VedetteError `webhook-invalid` where two have one name, and so one outbox
 */
export async function createAlerts(settings: AlertsSettings): Promise<Alerts> {
  const { folder, notifiers, limits, nowMs } = settings;
  const twice = notifiers.find(({ name }, at) => notifiers.findIndex((n) => n.name === name) < at);
  if (twice !== undefined) {
    const problem = 'another one has the same name';
    throw new VedetteError('webhook-invalid', { name: twice.name, problem });
  }
  const lines: Line[] = [];
  for (const notifier of notifiers) {
    const outbox = await openOutbox(join(folder, notifier.name), limits);
    lines.push({ notifier, outbox, deliverer: startDeliverer({ ...settings, notifier, outbox }) });
  }
  const send = async (id: string, notification: Notification): Promise<void> => {
    for (const { notifier, outbox, deliverer } of lines) {
      if (!notifier.wants(notification)) continue;
      if (await outbox.add({ id, createdMs: nowMs(), notification })) deliverer.wake();
    }
  };
  return {
    tell: async (changes) => {
      for (const change of changes) {
        const notification = toNotification(change);
        if (notification !== null) await send(change.id, notification);
      }
    },
    send,
    status: () => lines.map(statusOf),
    close: async () => {
      await Promise.all(lines.map(async ({ deliverer }) => deliverer.close()));
    },
  };
}

function statusOf({ notifier: { name }, outbox, deliverer }: Line): NotifierStatus {
  const waiting = outbox.pending();
  return {
    ...{ name, ...deliverer.counts() },
    pending: waiting.length,
    overflowed: outbox.overflowed(),
    damaged: outbox.damaged(),
    oldestMs: waiting[0]?.createdMs ?? null,
  };
}
