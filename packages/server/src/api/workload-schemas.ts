import { BaselineChange, ShapeRecord } from '@vedette/executions';
import { z } from 'zod';

const NAME_MAX = 256;
const PAGE_DEFAULT = 100;
const PAGE_MAX = 1_000;
const OFFSET_MAX = 1_000_000;

/** How a workload is alerted about: from a score on, or so many times a day. */
const Alerting = z.union([
  z.strictObject({ threshold: z.number().min(0.05).max(1) }),
  z.strictObject({ alertsPerDay: z.number().positive().max(10_000) }),
]);

export const WorkloadSummary = z
  .strictObject({
    workload: z.string(),
    state: z.enum(['learning', 'watching']),
    /** Different commands that it is known to run. */
    shapes: z.number().int(),
    /** How often they ran. */
    executions: z.number().int(),
    /** Null where nothing was seen yet. */
    firstMs: z.number().nullable(),
    lastMs: z.number().nullable(),
    /** The score from which on somebody is told. */
    threshold: z.number(),
    /** Null for the default threshold. */
    alerting: Alerting.nullable(),
  })
  .meta({ id: 'Workload' });
export type WorkloadSummary = z.infer<typeof WorkloadSummary>;

/** With what it is known to do, and everything that was done to its baseline. */
export interface WorkloadDetail {
  readonly summary: WorkloadSummary;
  readonly shapes: readonly ShapeRecord[];
  readonly changes: readonly BaselineChange[];
}

export const WorkloadsList = z.strictObject({ workloads: z.array(WorkloadSummary) });
export const WorkloadAnswer = WorkloadSummary.extend({ changes: z.array(BaselineChange) });

export const ShapesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  offset: z.coerce.number().int().min(0).max(OFFSET_MAX).default(0),
});
export const ShapesPage = z.strictObject({
  shapes: z.array(ShapeRecord),
  total: z.number().int(),
});

export const WorkloadParams = z.strictObject({ workload: z.string().min(1).max(NAME_MAX) });
export const ShapeParams = WorkloadParams.extend({ shape: z.string().min(1).max(NAME_MAX) });
export const AlertingBody = z.strictObject({ alerting: Alerting.nullable() });
export const RollBackBody = z.strictObject({ toMs: z.number().int().nonnegative() });
