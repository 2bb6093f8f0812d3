import { setTimeout as delay } from 'node:timers/promises';

import type { CoverageLedger } from '../batch/coverage-ledger.ts';
import type { SensorLimits } from '../limits/limits.ts';
import type { SealedBatch } from '../spool/sealed-batches.ts';
import type { Spool } from '../spool/spool.ts';
import { backoffMs } from './backoff.ts';
import { postBatch } from './post-batch.ts';
import { type Encoding, requestBody, type SensorIdentity } from './request-body.ts';

/** Where a sensor sends to. */
export interface Destination {
  /** Base URL; `/v1/logs` is put behind it, unless it ends in that already. */
  readonly endpoint: string;
  readonly token?: string;
  readonly encoding: Encoding;
}

/** What the delivery of batches needs. */
export interface ShipperOptions {
  readonly spool: Spool;
  readonly ledger: CoverageLedger;
  readonly destination: Destination;
  readonly identity: SensorIdentity;
  readonly limits: SensorLimits;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly notice: (text: string) => void;
}

/** Delivers the batches of a spool, one after the other, until it is closed. */
export interface Shipper {
  /** Something was sealed. */
  readonly wake: () => void;
  /** Rejects where delivery cannot go on for a reason that nobody foresaw. */
  readonly finished: Promise<void>;
  readonly delivered: () => { readonly batches: number; readonly events: number };
  /** Stops; `drainMs` is how long it may go on to deliver what there is. */
  readonly close: (drainMs: number) => Promise<void>;
}

/** The address of the logs of an OTLP/HTTP receiver. */
export function logsUrl(endpoint: string): string {
  const url = new URL(endpoint);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/v1/logs') ? path : `${path}/v1/logs`;
  return url.href;
}

export function startShipper(options: ShipperOptions): Shipper {
  const { spool, ledger, destination, identity, limits, nowMs, random, notice } = options;
  const url = logsUrl(destination.endpoint);
  const abort = new AbortController();
  const delivered = { batches: 0, events: 0 };
  let draining = false;
  let failures = 0;
  let woken: (() => void) | undefined;

  async function deliver(batch: SealedBatch): Promise<void> {
    const { encoding, token } = destination;
    const content = spool.read(batch);
    const body = await requestBody(batch.name, content, { identity, encoding });
    while (!abort.signal.aborted) {
      const outcome = await postBatch({
        ...{ url, encoding, batchId: batch.name.id, body, timeoutMs: limits.requestTimeoutMs },
        ...{ signal: abort.signal, nowMs },
        ...(token === undefined ? {} : { token }),
      });
      if (outcome.kind === 'taken') {
        spool.delivered(batch);
        delivered.batches += 1;
        delivered.events += content.records.length;
        if (outcome.rejected > 0) {
          ledger.add({ rejected: outcome.rejected });
          notice(`the receiver rejected ${outcome.rejected} records: ${outcome.message}`);
        }
        if (failures > 0) notice('the receiver takes batches again');
        failures = 0;
        return;
      }
      if (outcome.kind === 'refused') {
        spool.setAside(batch, outcome.status);
        notice(`the receiver refused batch ${batch.name.id}, which was set aside: ${outcome.why}`);
        return;
      }
      if (abort.signal.aborted) return;
      failures += 1;
      if (failures === 1) notice(`cannot deliver, and will try again: ${outcome.why}`);
      const { retryAfterMs = 0 } = outcome;
      await pause(backoffMs(failures, { random: random(), retryAfterMs }));
    }
  }

  async function pause(ms: number): Promise<void> {
    // The signal ends the wait early; that is not a failure.
    await delay(ms, undefined, { signal: abort.signal, ref: false }).catch(() => undefined);
  }

  async function run(): Promise<void> {
    let last = false;
    while (!abort.signal.aborted) {
      const batch = spool.next();
      if (batch !== undefined) await deliver(batch);
      else if (last) return;
      else if (draining) {
        // What was lost while draining is told too, once: a refusal of that is not another loss.
        last = true;
        spool.seal();
      } else
        await new Promise<void>((resolve) => {
          woken = resolve;
        });
    }
  }

  const wake = (): void => {
    woken?.();
    woken = undefined;
  };
  abort.signal.addEventListener('abort', wake);
  const running = run();
  return {
    wake,
    finished: running,
    delivered: () => ({ ...delivered }),
    async close(drainMs) {
      draining = true;
      wake();
      const patience = setTimeout(() => abort.abort(), drainMs);
      try {
        await running;
      } finally {
        clearTimeout(patience);
      }
    },
  };
}
