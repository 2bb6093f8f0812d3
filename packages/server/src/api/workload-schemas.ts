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
    /** Shapes that a person said are normal. */
    confirmed: z.number().int(),
    /** Shapes that were seen, and are not believed in more than doubted. */
    pending: z.number().int(),
    /** Shapes that were seen for the first time within the last day. */
    newShapes: z.number().int(),
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
/** A shape with how far it is believed, 0 to 1: confirmed or seen often is 1. */
const BelievedShape = ShapeRecord.extend({ trust: z.number().min(0).max(1) });
export const ShapesPage = z.strictObject({
  shapes: z.array(BelievedShape),
  total: z.number().int(),
});

export const WorkloadParams = z.strictObject({ workload: z.string().min(1).max(NAME_MAX) });
export const ShapeParams = WorkloadParams.extend({ shape: z.string().min(1).max(NAME_MAX) });
const DAYS_DEFAULT = 7;
const TimeMs = z.coerce.number().int().nonnegative();
export const ScoresQuery = z.strictObject({
  from: TimeMs.optional().describe(
    `Unix time in ms; ${DAYS_DEFAULT} days before \`to\` by default`,
  ),
  to: TimeMs.optional().describe('Unix time in ms; now by default'),
});

/** A shape that scored something, with the event of it that scored highest. */
const Example = z.strictObject({
  score: z.number(),
  argv: z.array(z.string()),
  t: z.number(),
  eventId: z.string(),
});

/** What could have alerted: scored while the workload was watched, in days counted from `from`. */
export const ScoresAnswer = z
  .strictObject({
    days: z.number().int(),
    /** By steps of a hundredth from 0.05 on, `score` the lower end. */
    scores: z.array(
      z.strictObject({ score: z.number(), events: z.number().int(), shapes: z.number().int() }),
    ),
    /** Each shape at its highest score of the day: those from a threshold on would have alerted. */
    perDay: z.array(
      z.strictObject({
        dayMs: z.number(),
        at: z.array(z.strictObject({ score: z.number(), shapes: z.number().int() })),
      }),
    ),
    /** The shapes that scored highest. */
    distinct: z.array(
      z.strictObject({
        shape: z.string(),
        maxScore: z.number(),
        firstMs: z.number(),
        events: z.number().int(),
        argv: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'WorkloadScores' });

export const PreviewQuery = z
  .strictObject({
    threshold: z.coerce.number().min(0.05).max(1).optional(),
    alertsPerDay: z.coerce.number().positive().max(10_000).optional(),
  })
  .refine(
    ({ threshold, alertsPerDay }) => (threshold === undefined) !== (alertsPerDay === undefined),
    'either threshold or alertsPerDay',
  );

/** What another alerting would have given; what one process tree has in common is told of once. */
export const PreviewAnswer = z
  .strictObject({
    days: z.number().int(),
    /** Different shapes of each day that reach the threshold, added up: at most so many. */
    alerts: z.number().int(),
    /** The last day last. */
    perDay: z.array(z.number().int()).length(DAYS_DEFAULT),
    threshold: z.number(),
    examples: z.array(Example),
  })
  .meta({ id: 'AlertPreview' });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

export const AlertingBody = z.strictObject({ alerting: Alerting.nullable() });
export const RollBackBody = z.strictObject({ toMs: z.number().int().nonnegative() });
