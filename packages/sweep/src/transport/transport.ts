import type { HostTarget } from '../inventory/host-target.ts';

/** Why a host could not be reached. */
export type UnreachableReason =
  | 'resolve'
  | 'refused'
  | 'timeout'
  | 'host-key'
  | 'auth'
  | 'ssh-missing'
  | 'other';

/** How the running of a script on a host ended. */
export type TransportOutcome =
  /** The remote shell ended; `stderrTail` is the host's text, hostile. */
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stderrTail: string }
  /** No shell was reached; `message` is inert text, `hint` what to do. */
  | {
      readonly kind: 'unreachable';
      readonly reason: UnreachableReason;
      readonly message: string;
      readonly hint: string;
    }
  /** Not done within `timeoutMs`. */
  | { readonly kind: 'timed-out' }
  /** No byte for `silenceMs`. */
  | { readonly kind: 'silent' }
  /** More than `maxBytes` came, or `onChunk` refused more. */
  | { readonly kind: 'flooded' }
  /** The caller's signal. */
  | { readonly kind: 'aborted' };

/** One script for one host. */
export interface TransportRequest {
  readonly target: HostTarget;
  /** What the host's `sh -s` reads on stdin, in parts, so that hosts can share what is alike. */
  readonly script: readonly Uint8Array[];
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** A host that sends nothing for so long has hung. */
  readonly silenceMs?: number;
  /** Bytes of stdout that are taken. */
  readonly maxBytes: number;
  /** Takes stdout as it comes; returns false to have the run ended as flooded. */
  readonly onChunk: (chunk: Uint8Array) => boolean;
}

/** A way to run a script on a host. */
export interface Transport {
  /** Never rejects for what a host or a network does; leaves no local process behind. */
  readonly run: (request: TransportRequest) => Promise<TransportOutcome>;
  /**
   * Lets go of what is kept for one host, once nothing more is planned for it. Runs on it that are
   * under way go on; a later run starts anew. Never rejects for what a host or a network does.
   */
  readonly release: (target: HostTarget) => Promise<void>;
  /** Releases what is kept between runs; idempotent. */
  readonly close: () => Promise<void>;
}

/** Long enough for the slowest section of the probe, short against the time-out of a host. */
export const SILENCE_MS = 20_000;
