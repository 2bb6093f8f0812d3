import { addCoverage, emptyCoverage } from '@vedette/core';
import { z } from 'zod';

import type { CoverageRow, EventQuery, EventRow } from '../store/events/event-store.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import {
  CoverageReport,
  EventsPage,
  EventsQuery,
  Facet,
  FacetField,
  FacetQuery,
  Histogram,
  HistogramQuery,
  SpanQuery,
  spanOf,
  type StoredEvent,
} from './event-schemas.ts';
import { callerOf } from './guard.ts';

const VIEW = { scope: 'view' } as const;

/** What was executed, and what the sensors could not see. */
export function addEventRoutes(app: App, { events, nowMs }: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/events',
    config: VIEW,
    schema: {
      summary: 'Events with their scores, newest or strangest first',
      tags: ['events'],
      querystring: EventsQuery,
      response: { 200: EventsPage },
    },
    handler: async (request) => {
      const { order, limit, cursor, ...filter } = request.query;
      const page = await events.list({
        ...filterOf(filter, callerOf(request).org, nowMs()),
        ...{ order, limit },
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { events: page.rows.map(storedEvent), next: page.next };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/events/histogram',
    config: VIEW,
    schema: {
      summary: 'Events and the highest score, by time',
      tags: ['events'],
      querystring: HistogramQuery,
      response: { 200: Histogram },
    },
    handler: async (request) => {
      const { workload, buckets, ...span } = request.query;
      const found = await events.histogram({
        ...{ org: callerOf(request).org, buckets, ...spanOf(span, nowMs()) },
        ...(workload === undefined ? {} : { workload }),
      });
      return { buckets: [...found] };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/events/facets/:field',
    config: VIEW,
    schema: {
      summary: 'Most frequent values of a field',
      tags: ['events'],
      params: z.strictObject({ field: FacetField }),
      querystring: FacetQuery,
      response: { 200: Facet },
    },
    handler: async (request) => {
      const { limit, ...filter } = request.query;
      const query: EventQuery = {
        ...filterOf(filter, callerOf(request).org, nowMs()),
        ...{ order: 'newest', limit },
      };
      return { values: [...(await events.facet(query, request.params.field, limit))] };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/coverage',
    config: VIEW,
    schema: {
      summary: 'What the sensors of each host could not deliver, and why',
      tags: ['hosts'],
      querystring: SpanQuery,
      response: { 200: CoverageReport },
    },
    handler: async (request) => {
      const span = spanOf(request.query, nowMs());
      return {
        hosts: coverageByHost(await events.coverage({ org: callerOf(request).org, ...span })),
      };
    },
  });
}

/** Sums what the sensors of each host reported, by name of the host. */
function coverageByHost(rows: readonly CoverageRow[]): z.infer<typeof CoverageReport>['hosts'] {
  return [...Map.groupBy(rows, ({ host }) => host)]
    .map(([host, reports]) => ({
      host,
      lastMs: reports.reduce((last, { receivedMs }) => Math.max(last, receivedMs), 0),
      reports: reports.length,
      coverage: reports.reduce((sum, { coverage }) => addCoverage(sum, coverage), emptyCoverage()),
    }))
    .toSorted((a, b) => (a.host < b.host ? -1 : 1));
}

type Filter = Omit<z.infer<typeof EventsQuery>, 'order' | 'limit' | 'cursor'>;

function filterOf(
  { from, to, kind, shape, process, parent, workload, host, minScore, finding }: Filter,
  org: string,
  nowMs: number,
): Omit<EventQuery, 'order' | 'limit'> {
  return {
    ...{ org, ...spanOf({ from, to }, nowMs) },
    ...(workload === undefined ? {} : { workload }),
    ...(host === undefined ? {} : { host }),
    ...(minScore === undefined ? {} : { minScore }),
    ...(finding === undefined ? {} : { finding }),
    ...(kind === undefined ? {} : { kinds: kind }),
    ...(shape === undefined ? {} : { shapes: shape }),
    ...(process === undefined ? {} : { processId: process }),
    ...(parent === undefined ? {} : { parentProcessId: parent }),
  };
}

function storedEvent({ org: _, position, index, reasons, nearest, ...row }: EventRow): StoredEvent {
  return {
    ...row,
    id: `${position}.${index}`,
    reasons: [...reasons],
    nearest: nearest === null ? null : { ...nearest, argv: [...nearest.argv] },
  };
}
