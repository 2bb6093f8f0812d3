import { randomBytes } from 'node:crypto';

import type { Check } from '../checks/check.ts';
import type { HostTarget } from '../inventory/host-target.ts';
import { sectionsOf } from '../probe/assemble-probe.ts';
import type { Transport } from '../transport/transport.ts';
import { createFrameDecoder } from '../wire/decode-frames.ts';
import { FRAME_LIMITS } from '../wire/frame-limits.ts';
import type { KnownCodes } from '../wire/judged-record.ts';
import { parseRecords } from '../wire/parse-records.ts';
import { addViolations } from '../wire/violations.ts';
import type { Clock } from './clock.ts';
import type { HostSweep, SweepOutcome } from './host-sweep.ts';

const NONCE_BYTES = 16;

/** What the sweep of one host needs. */
export interface HostSweepRequest {
  readonly target: HostTarget;
  readonly transport: Transport;
  readonly checks: readonly Check[];
  readonly known: KnownCodes;
  /** The script for a host that is to frame what it sends with this nonce. */
  readonly probeFor: (nonce: string) => readonly Uint8Array[];
  readonly timeoutSecs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Runs the probe on one host and decodes what comes back. */
export async function sweepHost(request: HostSweepRequest): Promise<HostSweep> {
  const { target, transport, checks, known, probeFor, timeoutSecs, signal, clock } = request;
  // A nonce that an earlier sweep or another host has seen could be used to forge frames.
  const nonce = randomBytes(NONCE_BYTES).toString('hex');
  const script = probeFor(nonce);
  const decoder = createFrameDecoder({ nonce, sections: sectionsOf(checks) });
  const startedAt = new Date(clock.epochMs());
  const startMs = clock.monotonicMs();
  const outcome = await transport.run({
    target,
    script,
    signal,
    timeoutMs: timeoutSecs * 1_000,
    // One byte more than the decoder takes, so that it is the one to say that it was too much.
    maxBytes: FRAME_LIMITS.streamBytesMax + 1,
    onChunk: decoder.push,
  });
  const stream = decoder.finish();
  const typed = parseRecords(stream.records, known);
  const violations = addViolations(stream.violations, typed.violations);
  const allComplete = [...stream.sections.values()].every((state) => state === 'complete');
  return {
    ...typed,
    target,
    startedAt,
    durationMs: Math.round(clock.monotonicMs() - startMs),
    outcome,
    sections: stream.sections,
    finished: stream.finished,
    whole:
      outcome.kind === 'ended' &&
      stream.finished &&
      allComplete &&
      violations.count === 0 &&
      typed.host !== null,
    limit: stream.limit,
    violations,
    noise: stream.noise,
    bytesSent: script.reduce((sum, { byteLength }) => sum + byteLength, 0),
    bytesReceived: stream.bytesReceived,
  };
}

/** The result for a host whose turn did not come, or that ended before anything was sent. */
export function emptySweep(options: {
  readonly target: HostTarget;
  readonly checks: readonly Check[];
  readonly clock: Clock;
  readonly outcome: SweepOutcome;
}): HostSweep {
  return {
    target: options.target,
    startedAt: new Date(options.clock.epochMs()),
    durationMs: 0,
    outcome: options.outcome,
    host: null,
    processes: [],
    items: [],
    gaps: [],
    unknownCodes: 0,
    sections: new Map(sectionsOf(options.checks).map((name) => [name, 'missing'] as const)),
    finished: false,
    whole: false,
    limit: null,
    violations: { count: 0, first: [] },
    noise: { bytes: 0, lines: 0 },
    bytesSent: 0,
    bytesReceived: 0,
  };
}
