import { z } from 'zod';

import { Baseline } from '../baseline/baseline.ts';
import { BaselineState } from '../baseline/baseline-state.ts';
import { Calibration, CalibrationState } from '../calibrate/calibration.ts';

/** Everything that is known of one workload, as plain data. */
export const WorkloadState = z.strictObject({
  workload: z.string(),
  baseline: BaselineState,
  calibration: CalibrationState,
});
export type WorkloadState = z.infer<typeof WorkloadState>;

/** One workload in memory. */
export interface Workload {
  readonly name: string;
  readonly baseline: Baseline;
  calibration: Calibration;
}

/** A workload that is not known yet, or as it was stored. */
export function openWorkload(name: string, stored?: WorkloadState): Workload {
  const baseline = new Baseline(stored?.baseline);
  return { name, baseline, calibration: new Calibration(stored?.calibration) };
}

/** A workload as plain data. */
export function workloadState({ name, baseline, calibration }: Workload): WorkloadState {
  return { workload: name, baseline: baseline.toState(), calibration: calibration.toState() };
}
