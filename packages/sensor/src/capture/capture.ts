import type { EventSource, SensorCoverage } from '@vedette/core';

import type { CapturedEvent } from './captured-event.ts';

/** What a rung lost, and why; numbers are those since the last time it was asked. */
export type CaptureCoverage = Pick<
  SensorCoverage,
  'received' | 'missed' | 'truncated' | 'faulted' | 'pollingGaps'
>;

/** One rung of the ladder: BPF, the netlink process connector, or looking into `/proc`. */
export interface Capture {
  readonly source: EventSource;
  /** What this rung cannot see here, in words, for `doctor` and for people who compare hosts. */
  readonly limits: readonly string[];
  /** Reports what runs already, and from then on what happens. */
  start(sink: (event: CapturedEvent) => void): Promise<void>;
  /** Drains what waits, then detaches; asking again does nothing. */
  close(): Promise<void>;
  coverage(): CaptureCoverage;
}

/** Why a rung cannot be used on this host. */
export interface Refusal {
  readonly source: EventSource;
  readonly code: 'library' | 'object' | 'load' | 'attach' | 'pid-namespace' | 'socket' | 'proc';
  /** What the system said. */
  readonly detail: string;
}

/** A rung, opened and attached but not yet read, or why there is none. */
export type Opened = { readonly capture: Capture } | { readonly refused: Refusal };

export interface CaptureOptions {
  /** Unix time in ms. */
  readonly clock: () => number;
  /** These processes and what they start are not reported: the sensor's own by default. */
  readonly ownPids?: readonly number[];
  /** Size of the BPF ring buffer: a power of two, at least a page. */
  readonly ringBytes?: number;
  /** Arguments of one exec beyond this are cut, and said to be. */
  readonly argvBytesMax?: number;
  readonly pollIntervalMs?: number;
}

/** Four thousand execs of a usual length, some seconds of what two cores can start. */
export const RING_BYTES = 4 * 1024 * 1024;
/** Twice what one argument can have; whole command lines beyond it are cut. */
export const ARGV_BYTES_MAX = 256 * 1024;
/** Below it a reader would cost more than what it reads. */
export const POLL_INTERVAL_MS = 250;
