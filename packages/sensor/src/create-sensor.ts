import { mkdir } from 'node:fs/promises';

import { type EventSource, VedetteError } from '@vedette/core';

import { type CoverageLedger, createCoverageLedger } from './batch/coverage-ledger.ts';
import type { Capture, Refusal } from './capture/capture.ts';
import { openCapture } from './capture/open-capture.ts';
import { createEnricher } from './enrich/enrich-event.ts';
import type { Destination } from './export/shipper.ts';
import { DEFAULT_LIMITS, type SensorLimits } from './limits/limits.ts';
import { digestKey } from './redact/digest-key.ts';
import { toExecutionEvent } from './redact/to-execution-event.ts';
import { type Sensor, startSensor } from './sensor.ts';
import type { EventSink } from './sinks/event-sink.ts';
import { createRecordSink } from './sinks/record-sink.ts';
import { createShippingSink } from './sinks/shipping-sink.ts';
import { lockState } from './spool/state-lock.ts';

const FOLDER_MODE = 0o700;

/** Where the events go: to an OTLP/HTTP receiver, or as lines of NDJSON to whoever takes them. */
export type SinkChoice =
  | { readonly ship: Destination }
  | { readonly record: (line: string) => void };

/** What a sensor is told. */
export interface SensorOptions {
  /** `host.name`; what the events call this host. */
  readonly host: string;
  /** `host.id`, such as `/etc/machine-id`. */
  readonly hostId?: string;
  /** The workload of processes that neither a container nor a unit names. */
  readonly workload?: string;
  /** The only folder that is written to. */
  readonly stateFolder: string;
  readonly sink: SinkChoice;
  readonly version: string;
  /** Unix time in ms. */
  readonly clock: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly capture?: EventSource | 'auto' | Capture;
  readonly limits?: SensorLimits;
  /** Told what a person should know, one line at a time; host text in it is not escaped. */
  readonly notice?: (text: string) => void;
}

/** A sensor at work, and how it came to see what it sees. */
export interface RunningSensor extends Sensor {
  readonly source: EventSource;
  /** Why the rungs above this one cannot be used. */
  readonly refused: readonly Refusal[];
  /** What nothing has told yet; for `record`, which has no batches to tell it with. */
  readonly ledger: CoverageLedger;
}

/**
 * Starts a sensor: every program that this host starts from now on goes to the sink, or is
 * counted.
 *
 * @throws VedetteError `state-locked`, `state-unreadable`, `capture-unavailable`
 * @example
 * const sensor = await createSensor({ host: 'web-1', stateFolder, sink: { ship }, … });
 * await sensor.close();
 */
export async function createSensor(options: SensorOptions): Promise<RunningSensor> {
  const { stateFolder, clock, limits = DEFAULT_LIMITS, notice = () => undefined } = options;
  await mkdir(stateFolder, { recursive: true, mode: FOLDER_MODE });
  const unlock = 'ship' in options.sink ? lockState(stateFolder) : () => undefined;
  try {
    const key = await digestKey(stateFolder);
    const { capture, refused } = await chooseCapture(options);
    const ledger = createCoverageLedger();
    const enricher = createEnricher({ given: givenWorkload(options), clock });
    const sensor = await startSensor({
      ...{ capture, ledger, limits, notice, digestKey: key, nowMs: clock, cpuMs },
      enrich: (event) => toExecutionEvent(enricher.enrich(event), options.host),
      sink: createSink(options, { ledger, limits, notice }),
    });
    const close = async (): Promise<void> => {
      try {
        await sensor.close();
      } finally {
        unlock();
      }
    };
    return { finished: sensor.finished, close, source: capture.source, refused, ledger };
  } catch (error) {
    unlock();
    throw error;
  }
}

function givenWorkload({ workload, host }: SensorOptions): string {
  return workload ?? host;
}

function createSink(
  options: SensorOptions,
  parts: Pick<Required<SensorOptions>, 'limits' | 'notice'> & { readonly ledger: CoverageLedger },
): EventSink {
  const { sink, stateFolder, host, hostId, version, clock, random } = options;
  if ('record' in sink) return createRecordSink(sink.record);
  const workload = givenWorkload(options);
  const identity = { host, workload, version, ...(hostId === undefined ? {} : { hostId }) };
  return createShippingSink({
    ...parts,
    ...{ stateFolder, destination: sink.ship, identity, nowMs: clock, random },
  });
}

async function chooseCapture(
  options: SensorOptions,
): Promise<{ readonly capture: Capture; readonly refused: readonly Refusal[] }> {
  const wanted = options.capture ?? 'auto';
  if (typeof wanted !== 'string') return { capture: wanted, refused: [] };
  const { capture, refused } = await openCapture(wanted, { clock: options.clock });
  if (capture !== null) return { capture, refused };
  const problem = refused.map(({ source, detail }) => `${source}: ${detail}`).join('; ');
  throw new VedetteError('capture-unavailable', { problem });
}

const US_PER_MS = 1000;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / US_PER_MS;
}
