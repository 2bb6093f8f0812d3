import { ShapeRecord, WorkloadState } from '@vedette/executions';
import { z } from 'zod';

import type { BaselineChange, TableVersion } from './baseline-store.ts';

/** The row of everything that is no shape; no key of a shape is so short. */
export const REST_KEY = 'rest';

const Rest = z.strictObject({
  org: z.string(),
  workload: z.string(),
  baseline: WorkloadState.shape.baseline.omit({ shapes: true }),
  calibration: WorkloadState.shape.calibration,
});
const Row = z.object({ key: z.string(), record: z.string() });

/** The record of that row; it says whose table this is, which the table's name does not. */
export function restText({ org, workload, rest }: BaselineChange): string {
  const { baseline, calibration } = rest;
  return JSON.stringify({ org, workload, baseline, calibration } satisfies z.infer<typeof Rest>);
}

/**
 * The workload that the rows of a table are.
 *
 * @throws where they are another workload's, or not whole.
 */
export function workloadOf(rows: readonly unknown[], named: TableVersion): WorkloadState {
  const shapes: ShapeRecord[] = [];
  let rest: z.infer<typeof Rest> | undefined;
  for (const { key, record } of Row.array().parse(rows)) {
    const value: unknown = JSON.parse(record);
    if (key === REST_KEY) rest = Rest.parse(value);
    else shapes.push(ShapeRecord.parse(value));
  }
  if (rest === undefined) throw new Error('the row of the calibration is not there');
  const { org, workload, baseline, calibration } = rest;
  if (org !== named.org || workload !== named.workload) throw new Error('another workload is here');
  shapes.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { workload, baseline: { ...baseline, shapes }, calibration };
}
