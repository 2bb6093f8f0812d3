import { VedetteError } from '@vedette/core';
import type { z } from 'zod';

import type { ScoreQuery, StrangeShape } from '../store/events/event-store.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { callerOf } from './guard.ts';
import { workloadOf } from './workload-of.ts';
import {
  PreviewAnswer,
  PreviewQuery,
  ScoresAnswer,
  ScoresQuery,
  WorkloadParams,
} from './workload-schemas.ts';

const VIEW = { scope: 'view' } as const;
const TAGS = ['workloads'];
const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 7;
const DAYS_MAX = 31;
/** The least threshold that can be set. */
const SCORE_MIN = 0.05;
const DISTINCT_MAX = 200;
const EXAMPLES_MAX = 5;

/** How a workload scored, so that whoever sets its threshold sees what it would have given. */
export function addScoreRoutes(app: App, parts: ApiParts): void {
  const { events, knowledge, nowMs } = parts;
  app.route({
    method: 'GET',
    url: '/v1/workloads/:workload/scores',
    config: VIEW,
    schema: {
      summary: 'How much a workload scored, by steps and by days',
      tags: TAGS,
      params: WorkloadParams,
      querystring: ScoresQuery,
      response: { 200: ScoresAnswer },
    },
    handler: async (request) => {
      const { org } = callerOf(request);
      const { workload } = request.params;
      workloadOf(parts, org, workload);
      const query = { org, workload, ...spanOf(request.query, nowMs()) };
      const [counts, strangest] = await Promise.all([
        events.scores(query),
        events.strangest({ ...query, minScore: SCORE_MIN, limit: DISTINCT_MAX }),
      ]);
      return {
        days: Math.ceil((query.toMs - query.fromMs) / DAY_MS),
        scores: [...counts.scores],
        perDay: daysOf(query, counts.perDay),
        distinct: strangest.map(({ shape, maxScore, firstMs, events: count, argv }) => ({
          ...{ shape, maxScore, firstMs, events: count, argv: [...argv] },
        })),
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/workloads/:workload/preview',
    config: VIEW,
    schema: {
      summary: 'How often another threshold would have alerted in the last seven days',
      tags: TAGS,
      params: WorkloadParams,
      querystring: PreviewQuery,
      response: { 200: PreviewAnswer },
    },
    handler: async (request) => {
      const { org } = callerOf(request);
      const { workload } = request.params;
      workloadOf(parts, org, workload);
      const choice = choiceOf(request.query);
      const threshold = knowledge.thresholdBy(org, workload, choice);
      if (threshold === undefined) throw new VedetteError('workload-not-there', { name: workload });
      const asked = { org, workload, ...spanOf({}, nowMs()), minScore: threshold };
      const [perDay, examples] = await Promise.all([
        events.alertDays(asked),
        events.strangest({ ...asked, limit: EXAMPLES_MAX }),
      ]);
      return {
        ...{ days: DAYS_DEFAULT, threshold, perDay: [...perDay] },
        alerts: perDay.reduce((sum, alerts) => sum + alerts, 0),
        examples: examples.map(exampleOf),
      };
    },
  });
}

function exampleOf({ maxScore: score, argv, t, position, index }: StrangeShape): {
  score: number;
  argv: string[];
  t: number;
  eventId: string;
} {
  return { score, argv: [...argv], t, eventId: `${position}.${index}` };
}

/** A span of whole days that end now, unless said otherwise. */
function spanOf(
  { from, to }: z.infer<typeof ScoresQuery>,
  nowMs: number,
): Pick<ScoreQuery, 'fromMs' | 'toMs'> {
  const toMs = to ?? nowMs;
  const fromMs = from ?? toMs - DAYS_DEFAULT * DAY_MS;
  if (toMs <= fromMs || toMs - fromMs > DAYS_MAX * DAY_MS) {
    const problem = `from must be before to, by at most ${DAYS_MAX} days`;
    throw new VedetteError('request-invalid', { problem });
  }
  return { fromMs, toMs };
}

/** Days without anything stay: a page draws all of them. */
function daysOf(
  { fromMs, toMs }: ScoreQuery,
  counts: readonly { readonly day: number; readonly score: number; readonly shapes: number }[],
): z.infer<typeof ScoresAnswer>['perDay'] {
  const byDay = Map.groupBy(counts, ({ day }) => day);
  return Array.from({ length: Math.ceil((toMs - fromMs) / DAY_MS) }, (_, day) => ({
    dayMs: fromMs + day * DAY_MS,
    at: (byDay.get(day) ?? []).map(({ score, shapes }) => ({ score, shapes })),
  }));
}

/** The query has one of them. */
function choiceOf({
  threshold,
  alertsPerDay,
}: z.infer<typeof PreviewQuery>): { threshold: number } | { alertsPerDay: number } | null {
  if (threshold !== undefined) return { threshold };
  return alertsPerDay === undefined ? null : { alertsPerDay };
}
