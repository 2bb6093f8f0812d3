import { join } from 'node:path';

import { encodeLogRecord, eventToLogRecord } from '@vedette/core';

import type { CoverageLedger } from '../batch/coverage-ledger.ts';
import { isUrgent } from '../batch/urgency.ts';
import type { SensorIdentity } from '../export/request-body.ts';
import { type Destination, type Shipper, startShipper } from '../export/shipper.ts';
import type { SensorLimits } from '../limits/limits.ts';
import { openSpool, type Spool } from '../spool/spool.ts';
import type { EventSink } from './event-sink.ts';

/** What shipping needs; the caller holds the lock of the state folder. */
export interface ShippingOptions {
  readonly stateFolder: string;
  readonly destination: Destination;
  readonly identity: SensorIdentity;
  readonly limits: SensorLimits;
  readonly ledger: CoverageLedger;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly notice: (text: string) => void;
}

/** A sink that delivers to an OTLP/HTTP receiver by way of the spool. */
export interface ShippingSink extends EventSink {
  readonly status: () => {
    readonly delivered: ReturnType<Shipper['delivered']>;
    readonly waiting: ReturnType<Spool['size']>;
  };
}

export function createShippingSink(options: ShippingOptions): ShippingSink {
  const { limits, ledger, nowMs, notice } = options;
  const folder = join(options.stateFolder, 'spool');
  const spool = openSpool({ folder, limits, ledger, nowMs, notice });
  const shipper = startShipper({ ...options, spool });
  return {
    take(event) {
      const bytes = encodeLogRecord(eventToLogRecord(event));
      spool.append({ workload: event.workload, bytes }, isUrgent(event));
    },
    tick() {
      spool.tick();
      if (spool.size().batches > 0) shipper.wake();
    },
    finished: shipper.finished,
    status: () => ({ delivered: shipper.delivered(), waiting: spool.size() }),
    async close() {
      spool.seal();
      try {
        await shipper.close(limits.drainMs);
      } finally {
        spool.close();
      }
    },
  };
}
