import { z } from 'zod';

import type { ScoreCounts, ScoreQuery } from '../event-store.ts';
import { READ_SETTINGS } from '../query-limits.ts';
import type { SqlEngine, Statement } from '../sql-engine.ts';

const DAY_MS = 86_400_000;
const DAYS_MAX = 31;
/** Below it nobody may set a threshold. */
const SCORE_MIN = 0.05;
const STEPS_PER_ONE = 100;
/** 0.29 times 100 is a little less than 29. */
const ROUNDING = 1e-9;

const DAY = `toUInt8((t - {from:Float64}) / ${DAY_MS})`;
const stepOf = (score: string): string =>
  `toUInt8(floor(${score} * ${STEPS_PER_ONE} + ${ROUNDING}))`;

const Step = z.object({ step: z.number(), events: z.number(), shapes: z.number() });
const DayStep = z.object({ day: z.number(), step: z.number(), shapes: z.number() });
const Day = z.object({ day: z.number(), shapes: z.number() });

/** How many days a span has, the last one begun. */
function daysOf({ fromMs, toMs }: Pick<ScoreQuery, 'fromMs' | 'toMs'>): number {
  const days = Math.ceil((toMs - fromMs) / DAY_MS);
  if (!(days >= 1 && days <= DAYS_MAX)) throw new RangeError(`${days} days; 1 to ${DAYS_MAX}`);
  return days;
}

/** Of a workload while it was watched: what scored less than the least threshold does not matter. */
export function scoredRows(query: ScoreQuery, minScore: number): Required<Statement> {
  const { org, workload, fromMs, toMs } = query;
  daysOf(query);
  return {
    sql: "FROM execution_events WHERE org = {org:String} AND workload = {workload:String} AND t >= {from:Float64} AND t < {to:Float64} AND score >= {min_score:Float64} AND state = 'watching' AND shape IS NOT NULL",
    params: {
      ...{ org: org.toWellFormed(), workload: workload.toWellFormed(), from: fromMs, to: toMs },
      min_score: minScore,
    },
  };
}

/** How many events and shapes scored how much, at all and by day. */
export async function scoreCounts(engine: SqlEngine, query: ScoreQuery): Promise<ScoreCounts> {
  const { sql: rows, params } = scoredRows(query, SCORE_MIN);
  const [steps, days] = await Promise.all([
    engine.query({
      sql: `SELECT ${stepOf('score')} AS step, count() AS events, uniqExact(shape) AS shapes ${rows} GROUP BY step ORDER BY step${READ_SETTINGS}`,
      params,
    }),
    engine.query({
      sql: `SELECT day, ${stepOf('highest')} AS step, count() AS shapes FROM (SELECT ${DAY} AS day, shape, max(score) AS highest ${rows} GROUP BY day, shape) GROUP BY day, step ORDER BY day, step${READ_SETTINGS}`,
      params,
    }),
  ]);
  return {
    scores: steps
      .map((row) => Step.parse(row))
      .map(({ step, ...counts }) => ({ score: step / STEPS_PER_ONE, ...counts })),
    perDay: days
      .map((row) => DayStep.parse(row))
      .map(({ day, step, shapes }) => ({ day, score: step / STEPS_PER_ONE, shapes })),
  };
}

/** By day, how many different shapes reached a score; each would have been told of once. */
export async function alertDays(
  engine: SqlEngine,
  query: ScoreQuery & { readonly minScore: number },
): Promise<readonly number[]> {
  const { sql: rows, params } = scoredRows(query, query.minScore);
  const found = await engine.query({
    sql: `SELECT ${DAY} AS day, uniqExact(shape) AS shapes ${rows} GROUP BY day${READ_SETTINGS}`,
    params,
  });
  const byDay = new Map(found.map((row) => Day.parse(row)).map((row) => [row.day, row.shapes]));
  return Array.from({ length: daysOf(query) }, (_, day) => byDay.get(day) ?? 0);
}
