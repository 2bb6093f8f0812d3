import type { BatchName } from './batch-name.ts';
import type { Segment } from './segment.ts';

/** The batch that is being filled. */
export interface OpenBatch {
  readonly name: BatchName;
  /** Absent where the disk took no file. */
  readonly segment: Segment | undefined;
  events: number;
  bytes: number;
  firstMs?: number;
  urgentMs?: number;
}
