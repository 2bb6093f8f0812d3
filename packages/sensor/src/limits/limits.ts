import { z } from 'zod';

const KIB = 1024;
const MIB = 1024 * KIB;
const bounded = (min: number, max: number, fallback: number) =>
  z.number().int().min(min).max(max).default(fallback);

/**
 * What bounds a sensor. Each default has its reason beside it; docs/guides/sensor.md says what is
 * given up first when one binds.
 */
export const SensorLimits = z.strictObject({
  /** A thousand events are about 50 kB gzipped: one request, one write on the receiver. */
  batchEvents: bounded(1, 50_000, 1_000),
  /** Below what receivers take by default (Collector: 20 MiB), with room for one long command. */
  batchBytes: bounded(64 * KIB, 16 * MIB, 2 * MIB),
  batchAgeMs: bounded(100, 60_000, 60_000),
  urgentAgeMs: bounded(50, 60_000, 1_000),
  /** What a killed sensor may lose; a write costs the same for one event as for a hundred. */
  flushMs: bounded(20, 5_000, 200),
  /** A day of a busy host (some 5 million executions are about 2 GiB, a quiet one's are 50 MB). */
  spoolBytes: bounded(MIB, 64 * 1024 * MIB, 512 * MIB),
  /** Events that no disk would take, and those not written yet. */
  memoryBytes: bounded(256 * KIB, 1024 * MIB, 16 * MIB),
  /** Batches that the receiver refused, kept for a person to look at. */
  asideBytes: bounded(0, 1024 * MIB, 16 * MIB),
  requestTimeoutMs: bounded(100, 300_000, 15_000),
  /** Percent of one core, averaged over ten seconds. */
  cpuPercent: bounded(1, 10_000, 50),
  /** What SIGTERM may take; what is not delivered by then stays in the spool. */
  drainMs: bounded(0, 300_000, 5_000),
});
export type SensorLimits = z.infer<typeof SensorLimits>;

/** The limits, where nobody sets others. */
export const DEFAULT_LIMITS: SensorLimits = SensorLimits.parse({});
