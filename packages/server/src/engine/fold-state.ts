import { z } from 'zod';

import { FindingsState } from '../findings/findings-state.ts';
import { SweptHostsState } from '../sweeps/swept-host.ts';
import { Alerting } from './alerting.ts';
import { KnownBatchesState } from './known-batches.ts';

/** Everything that a fold knows but the baselines, as plain data for a checkpoint. */
export const FoldState = z.strictObject({
  /** Of the last entry that was folded; 0 for none. */
  position: z.number().int().nonnegative(),
  /** Time of the last entry, or of one before it that was less than a day later. */
  nowMs: z.number().nonnegative(),
  /** Days since the epoch on which batches were received, the newest last. */
  activeDays: z.array(z.number().int().nonnegative()),
  batches: KnownBatchesState,
  /** By organisation, in the order in which they were first seen. */
  alerting: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), Alerting]))])),
  findings: FindingsState,
  /** Absent in checkpoints that were written before it was kept. */
  sweptHosts: SweptHostsState.default([]),
});
export type FoldState = z.infer<typeof FoldState>;
