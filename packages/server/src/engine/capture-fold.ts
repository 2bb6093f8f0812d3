import type { Workload } from '@vedette/executions';

import type { BaselineChange, TableVersion } from '../store/vectors/baseline-store.ts';
import type { Fold } from './fold.ts';
import type { FoldState } from './fold-state.ts';
import { takeBaselineChange } from './take-baseline-change.ts';

/**
 * The version of its table that each workload was last stored at. By the workload itself and not by
 * its name: one that was forgotten and seen again begins its table anew.
 */
export type StoredVersions = WeakMap<Workload, TableVersion>;

/** A workload that is as its table has it already, or with what is to be written. */
export interface CapturedWorkload {
  readonly workload: Workload;
  readonly stored: TableVersion | BaselineChange;
}

/** A fold between two entries, as a copy: it may go on while this is written. */
export interface Capture {
  readonly fold: FoldState;
  /** By organisation, each in the order in which its workloads were first seen. */
  readonly orgs: readonly (readonly [org: string, workloads: readonly CapturedWorkload[]])[];
}

/** Copies what a checkpoint needs; a change is given once, so whoever takes it must store it. */
export function captureFold(fold: Fold, versions: StoredVersions): Capture {
  const orgs = [...fold.orgs].map(([org, { scorer }]) => {
    const workloads = [...scorer.workloads()].map((workload): CapturedWorkload => {
      const version = versions.get(workload);
      const isStored = version !== undefined && !workload.baseline.hasChanges;
      const stored = isStored ? version : takeBaselineChange(org, workload, version);
      return { workload, stored };
    });
    return [org, workloads] as const;
  });
  return { fold: fold.toState(), orgs };
}
