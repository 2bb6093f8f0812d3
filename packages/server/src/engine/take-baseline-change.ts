import { shapeVector, type Workload } from '@vedette/executions';

import type { BaselineChange, TableVersion } from '../store/vectors/baseline-store.ts';

/** What has to be written of a workload since this was asked last; it is a copy. */
export function takeBaselineChange(
  org: string,
  { name, baseline, calibration }: Workload,
  base: TableVersion | undefined,
): BaselineChange {
  const { changed, removed } = baseline.takeChanges();
  return {
    org,
    workload: name,
    rest: { baseline: baseline.toStateWithoutShapes(), calibration: calibration.toState() },
    changed: changed.map((record) => ({ record, vector: shapeVector(record) })),
    removed,
    base,
  };
}
