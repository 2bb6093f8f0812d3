import type { RateLimit } from './rate-limit.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What one client may take of the server. */
export interface ApiLimits {
  /** Of a batch as it is sent, compressed or not; our sensor's are below 2 MiB uncompressed. */
  readonly batchBytesMax: number;
  /** Of any other body. */
  readonly bodyBytesMax: number;
  readonly headerBytesMax: number;
  /** Until the head, and until all of a request is there: a slow sender holds a connection. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly connectionsMax: number;
  /** Batches that are read at the same time: each holds its body in memory. */
  readonly batchesAtOnceMax: number;
  /** Of one token. */
  readonly rate: RateLimit;
  /** How long requests may go on when the server stops. */
  readonly closeTimeoutMs: number;
}

/** For thousands of hosts behind one server; a host sends a batch a minute. */
export const DEFAULT_LIMITS: ApiLimits = {
  batchBytesMax: 8 * MIB,
  bodyBytesMax: 64 * KIB,
  headerBytesMax: 16 * KIB,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 75_000,
  connectionsMax: 4_096,
  batchesAtOnceMax: 32,
  rate: { burst: 1_000, perSecond: 500 },
  closeTimeoutMs: 10_000,
};
