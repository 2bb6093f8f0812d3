import { ExecutionEvent, Reason, SensorCoverage } from '@vedette/core';
import { z } from 'zod';

const DAY_MS = 24 * 60 * 60 * 1_000;
const TEXT_MAX = 4_096;
const PAGE_DEFAULT = 100;
const PAGE_MAX = 1_000;
const SHAPES_MAX = 100;
/** More than somebody clicks together; each is compared with each event. */
const VALUES_MAX = 64;
const UID_MAX = 2 ** 32 - 1;
const BUCKETS_DEFAULT = 60;
const BUCKETS_MAX = 1_000;
const FACETS_DEFAULT = 20;
const FACETS_MAX = 1_000;

const Text = z.string().min(1).max(TEXT_MAX);
const TimeMs = z.coerce.number().int().nonnegative();
const Kind = ExecutionEvent.shape.kind.unwrap();
const Uid = z.coerce.number().int().min(0).max(UID_MAX);
const Score = z.number();
export const FacetField = z.enum(['workload', 'host', 'exe', 'parent', 'kind', 'uid']);
const NOT_VALUE = new RegExp(`^(${FacetField.options.join('|')}):(.*)$`, 's');
const NotValue = z
  .string()
  .max(TEXT_MAX)
  .regex(NOT_VALUE, 'a field of the facets, a colon and a value');

/** A span of time; the last day where nothing is said. */
const Span = z.object({
  from: TimeMs.optional().describe('Unix time in ms; a day before `to` by default'),
  to: TimeMs.optional().describe('Unix time in ms; now by default'),
});

/** Which events of an organisation are meant. */
const Filter = Span.extend({
  workload: Text.optional(),
  host: Text.optional(),
  kind: listOf(Kind, Kind.options.length).optional(),
  minScore: z.coerce.number().min(0).max(1).optional(),
  shape: listOf(Text, SHAPES_MAX).optional(),
  finding: Text.optional(),
  exe: listOf(Text, VALUES_MAX).optional().describe('Any of these programs, by path'),
  parent: listOf(Text, VALUES_MAX).optional().describe('Any of these names of the parent'),
  uid: listOf(Uid, VALUES_MAX).optional(),
  not: listOf(NotValue, VALUES_MAX)
    .optional()
    .describe('What is left out, as `field:value`; see facets for the fields'),
  process: Text.optional().describe('Id of a process: its own events'),
  parentProcess: Text.optional().describe("Id of a process: its children's events"),
});

export const EventsQuery = Filter.extend({
  order: z.enum(['newest', 'highest-score']).default('newest'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  cursor: Text.optional().describe('`next` of the page before'),
}).strict();
export type EventsQuery = z.infer<typeof EventsQuery>;

export const HistogramQuery = Filter.extend({
  buckets: z.coerce.number().int().min(1).max(BUCKETS_MAX).default(BUCKETS_DEFAULT),
}).strict();

export const FacetQuery = Filter.extend({
  limit: z.coerce.number().int().min(1).max(FACETS_MAX).default(FACETS_DEFAULT),
}).strict();

export const SpanQuery = Span.strict();

export const EventParams = z.strictObject({
  id: z.string().regex(/^\d{1,15}\.\d{1,9}$/),
});

/** One event with what was said of it. */
export const StoredEvent = z
  .strictObject({
    id: z.string().describe('Names the event on this server once and for ever'),
    receivedMs: z.number().int(),
    event: ExecutionEvent,
    shape: z.string().nullable(),
    score: Score.nullable(),
    p: z.number().nullable(),
    state: z.enum(['learning', 'watching']).nullable(),
    threshold: z.number().nullable(),
    reasons: z.array(Reason),
    nearest: z.strictObject({ argv: z.array(z.string()), distance: z.number() }).nullable(),
    finding: z.string().nullable(),
  })
  .meta({ id: 'StoredEvent' });
export type StoredEvent = z.infer<typeof StoredEvent>;

export const EventsPage = z
  .strictObject({ events: z.array(StoredEvent), next: z.string().nullable() })
  .meta({ id: 'EventsPage' });
export type EventsPage = z.infer<typeof EventsPage>;

export const Histogram = z.strictObject({
  buckets: z.array(
    z.strictObject({
      fromMs: z.number(),
      events: z.number().int(),
      maxScore: Score.nullable(),
    }),
  ),
});

export const Facet = z.strictObject({
  values: z.array(z.strictObject({ value: z.string(), events: z.number().int() })),
});

/** What the sensors of each host said that they lost. */
export const CoverageReport = z.strictObject({
  hosts: z.array(
    z.strictObject({
      host: z.string(),
      lastMs: z.number().int(),
      reports: z.number().int(),
      coverage: SensorCoverage,
    }),
  ),
});

/** A span with its defaults filled in. */
export function spanOf(
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  // Clocks of hosts are not ours: what is a little ahead is still of now.
  const toMs = to ?? nowMs + DAY_MS;
  return { fromMs: from ?? Math.max(0, Math.min(toMs, nowMs) - DAY_MS), toMs };
}

/** Values to leave out, by their field. */
export function exclusionsOf(
  values: readonly string[],
): Readonly<Partial<Record<z.infer<typeof FacetField>, readonly string[]>>> {
  const pairs = values.flatMap((text) => {
    const [, field, value = ''] = NOT_VALUE.exec(text) ?? [];
    return field === undefined ? [] : [{ field: FacetField.parse(field), value }];
  });
  const byField = Map.groupBy(pairs, ({ field }) => field);
  return Object.fromEntries(
    [...byField].map(([field, some]) => [field, some.map(({ value }) => value)]),
  );
}

/** A parameter that may come once or several times. */
function listOf<Item extends z.ZodType>(item: Item, max: number) {
  return z
    .union([z.array(item).min(1).max(max), item])
    .transform((value) => (Array.isArray(value) ? value : [value]));
}
