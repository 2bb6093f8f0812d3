import type { ExecutionEvent } from '@vedette/core';

import type { CoverageLedger } from './batch/coverage-ledger.ts';
import type { Capture } from './capture/capture.ts';
import type { CapturedEvent } from './capture/captured-event.ts';
import { createCpuGovernor } from './limits/cpu-governor.ts';
import type { SensorLimits } from './limits/limits.ts';
import { createRedactor } from './redact/redact-event.ts';
import type { EventSink } from './sinks/event-sink.ts';

/** What a sensor is put together from. */
export interface SensorParts {
  readonly capture: Capture;
  /** Adds what the kernel's event does not say: host, workload, container, unit. */
  readonly enrich: (event: CapturedEvent) => ExecutionEvent;
  readonly digestKey: Uint8Array;
  readonly sink: EventSink;
  /** Shared with the sink, which tells it. */
  readonly ledger: CoverageLedger;
  readonly limits: SensorLimits;
  readonly nowMs: () => number;
  /** CPU time of this process, in ms. */
  readonly cpuMs: () => number;
  readonly notice: (text: string) => void;
}

/** To ask the kernel what it lost is dearer than a dozen events, and is told with a batch only. */
const COVERAGE_MS = 1_000;

/** A sensor at work. */
export interface Sensor {
  /** Rejects where the sensor cannot go on; resolves when it is closed. */
  readonly finished: Promise<void>;
  /** Takes what the capture still holds, and hands everything on. Idempotent. */
  readonly close: () => Promise<void>;
}

/** From the kernel to the sink: capture, enrich, redact, and count whatever falls out. */
export async function startSensor(parts: SensorParts): Promise<Sensor> {
  const { capture, sink, ledger, limits } = parts;
  const governor = createCpuGovernor(limits.cpuPercent);
  const take = createIntake(parts, governor.givesUp);
  let askedMs = parts.nowMs();
  const tick = (): void => {
    const now = parts.nowMs();
    // A clock that was set back must not end the questions.
    if (Math.abs(now - askedMs) >= COVERAGE_MS) {
      addCaptureCoverage(capture, ledger);
      askedMs = now;
    }
    governor.sample(parts.cpuMs(), now);
    sink.tick();
  };
  await capture.start(take);
  const timer = setInterval(tick, limits.flushMs);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    clearInterval(timer);
    try {
      await capture.close();
      addCaptureCoverage(capture, ledger);
    } finally {
      await sink.close();
    }
  };
  return {
    finished: sink.finished,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function createIntake(
  { enrich, digestKey, sink, ledger, notice }: SensorParts,
  givesUp: (kind: ExecutionEvent['kind']) => boolean,
): (event: CapturedEvent) => void {
  const redact = createRedactor(digestKey);
  let told = false;
  return (captured) => {
    ledger.received();
    if (givesUp(captured.kind)) {
      ledger.drop(`cpu-${captured.kind}`);
      return;
    }
    try {
      sink.take(redact(enrich(captured)));
    } catch (error) {
      // One event that we cannot deal with must not end the watch over all others.
      ledger.drop('internal');
      if (!told) notice(`an event could not be processed: ${messageOf(error)}`);
      told = true;
    }
  };
}

/** `received` is counted by the intake, event by event, so that each batch's own sum is right. */
function addCaptureCoverage(capture: Capture, ledger: CoverageLedger): void {
  const { received: _received, ...lost } = capture.coverage();
  const missed = Object.values(lost.missed).some((count) => count > 0);
  if (missed || lost.truncated > 0 || lost.faulted > 0 || lost.pollingGaps > 0) ledger.add(lost);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
