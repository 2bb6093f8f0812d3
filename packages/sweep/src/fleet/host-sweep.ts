import type { HostTarget } from '../inventory/host-target.ts';
import type { SectionName } from '../probe/sections.ts';
import type { TransportOutcome } from '../transport/transport.ts';
import type { FrameLimitName } from '../wire/frame-limits.ts';
import type { TypedRecords } from '../wire/parse-records.ts';
import type { SectionState } from '../wire/section-sequence.ts';

/** How the sweep of one host ended. */
export type SweepOutcome =
  | TransportOutcome
  /** Its turn did not come. */
  | { readonly kind: 'not-started'; readonly reason: 'stopped' | 'aborted' | 'total-timeout' };

/** What one host sent in one sweep; nothing of it is believed yet. */
export interface HostSweep extends TypedRecords {
  readonly target: HostTarget;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly outcome: SweepOutcome;
  readonly sections: ReadonlyMap<SectionName, SectionState>;
  /** The stream came to its finish, with every section ended and nothing out of order. */
  readonly finished: boolean;
  /** Every section came to a good end and nothing broke the protocol; else never say clean. */
  readonly whole: boolean;
  /** The bound that the host's stream ran into: such a host is hostile. */
  readonly limit: FrameLimitName | null;
  readonly noise: { readonly bytes: number; readonly lines: number };
  readonly bytesSent: number;
  readonly bytesReceived: number;
}
