import { randomBytes } from 'node:crypto';

import type { HostTarget } from '../inventory/host-target.ts';
import type { Transport, TransportOutcome } from '../transport/transport.ts';
import { assembleStep, type StepOptions } from './assemble-step.ts';
import { createStepReader, type StepSink, type StepStream } from './read-step.ts';

const NONCE_BYTES = 16;
const MIB = 1024 * 1024;
/** What frames and base64 add to the evidence, and all that is sent beside it. */
const BASE64_GROWTH = 1.4;
const FRAMES_BYTES_MAX = 8 * MIB;
/** Left for connecting, so that the script ends by itself before it is given up. */
const CONNECT_SECONDS = 10;
/** A step that reads a large file or waits for a freeze says nothing for a while. */
const SILENCE_MS = 60_000;

/** The time that each step may take on a host, in seconds. */
const STEP_SECONDS: Readonly<Record<StepOptions['step'], number>> = {
  identify: 20,
  plan: 40,
  capture: 120,
  freeze: 90,
  evidence: 180,
  status: 40,
  thaw: 90,
  stop: 90,
};

/** One step on one host. */
export interface StepRequest extends Omit<StepOptions, 'nonce' | 'bytesMax' | 'wallSecondsMax'> {
  readonly host: HostTarget;
  readonly transport: Transport;
  /** Where evidence goes; null for a step that sends none. */
  readonly sink: StepSink | null;
}

/** What came of a step. */
export interface StepResult extends StepStream {
  readonly outcome: TransportOutcome;
}

/**
 * Runs one step. It is never ended by a Ctrl-C: a freeze that is cut off half-way is worse than
 * one that takes its bounded time.
 */
export async function runStep(request: StepRequest): Promise<StepResult> {
  const { host, transport, sink, ...options } = request;
  const nonce = randomBytes(NONCE_BYTES).toString('hex');
  const wallSecondsMax = STEP_SECONDS[options.step];
  const bytesMax = sink?.bytesMax ?? 0;
  const script = assembleStep({ ...options, nonce, bytesMax, wallSecondsMax });
  const reader = createStepReader(nonce, sink);
  const outcome = await transport.run({
    target: host,
    script: [Buffer.from(script)],
    signal: new AbortController().signal,
    timeoutMs: (wallSecondsMax + CONNECT_SECONDS) * 1_000,
    silenceMs: SILENCE_MS,
    maxBytes: Math.ceil(bytesMax * BASE64_GROWTH) + FRAMES_BYTES_MAX,
    onChunk: reader.push,
  });
  return { ...reader.finish(), outcome };
}

/** Why a step gave no answer, in words; null if it did. */
export function stepFailure({ outcome, finished, failure, violations }: StepResult): string | null {
  if (failure !== null) return failure.message;
  switch (outcome.kind) {
    case 'unreachable':
      return outcome.message;
    case 'timed-out':
      return 'the host did not answer in time';
    case 'silent':
      return 'the host fell silent';
    case 'flooded':
      return 'the host sent more than was asked for';
    case 'aborted':
      return 'it was interrupted';
    case 'ended':
      if (finished) return null;
      return violations.count > 0
        ? `the host sent what the script does not send: ${violations.first[0]?.detail ?? ''}`
        : `the script on the host ended early (exit code ${outcome.exitCode})`;
  }
}
