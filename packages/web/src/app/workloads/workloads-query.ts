import { queryOptions } from '@tanstack/react-query';

import { type Answer, ask } from '../api/ask.ts';

/** Workloads change by the minute, not by the second. */
const LIVE_MS = 10_000;
const SHAPES_PER_PAGE = 1_000;
/** A baseline keeps at most 4,096 shapes. */
const PAGES_MAX = 5;

export type Shape = Answer<'GET /v1/workloads/{workload}/shapes'>['shapes'][number];
export type WorkloadDetail = Answer<'GET /v1/workloads/{workload}'>;
export type BaselineChange = WorkloadDetail['changes'][number];
export type Alerting = WorkloadDetail['alerting'];
export type Scores = Answer<'GET /v1/workloads/{workload}/scores'>;

export const workloadsQuery = queryOptions({
  queryKey: ['workloads'],
  queryFn: ({ signal }) => ask('GET /v1/workloads', { signal }),
  refetchInterval: LIVE_MS,
});

/** One workload, with what was done to its baseline. */
export const workloadQuery = (workload: string) =>
  queryOptions({
    queryKey: ['workload', workload],
    queryFn: ({ signal }) => ask('GET /v1/workloads/{workload}', { path: { workload }, signal }),
    refetchInterval: LIVE_MS,
  });

/** All that a workload is known to do, most often first. */
export const shapesQuery = (workload: string) =>
  queryOptions({
    queryKey: ['workload', workload, 'shapes'],
    queryFn: async ({ signal }): Promise<readonly Shape[]> => {
      const all = new Map<string, Shape>();
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const query = { limit: SHAPES_PER_PAGE, offset: page * SHAPES_PER_PAGE };
        const path = { workload };
        const { shapes } = await ask('GET /v1/workloads/{workload}/shapes', {
          ...{ path, query, signal },
        });
        for (const shape of shapes) all.set(shape.key, shape);
        if (shapes.length < SHAPES_PER_PAGE) break;
      }
      return [...all.values()];
    },
  });

/** How what the workload did in the last week was scored. */
export const scoresQuery = (workload: string) =>
  queryOptions({
    queryKey: ['workload', workload, 'scores'],
    queryFn: ({ signal }) =>
      ask('GET /v1/workloads/{workload}/scores', { path: { workload }, signal }),
    staleTime: 60_000,
  });

/** What a budget of alerts would have come to in the last week. */
export const budgetQuery = (workload: string, alertsPerDay: number) =>
  queryOptions({
    queryKey: ['workload', workload, 'preview', alertsPerDay],
    queryFn: ({ signal }) =>
      ask('GET /v1/workloads/{workload}/preview', {
        ...{ path: { workload }, query: { alertsPerDay }, signal },
      }),
    staleTime: 60_000,
  });
