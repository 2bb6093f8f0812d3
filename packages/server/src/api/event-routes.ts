import { addCoverage, emptyCoverage, VedetteError } from '@vedette/core';
import { z } from 'zod';

import type { CoverageRow, EventRow, EventScope } from '../store/events/event-store.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import {
  CoverageReport,
  EventParams,
  EventsPage,
  EventsQuery,
  exclusionsOf,
  Facet,
  FacetField,
  FacetQuery,
  Histogram,
  HistogramQuery,
  SpanQuery,
  spanOf,
  StoredEvent,
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
    url: '/v1/events/:id',
    config: VIEW,
    schema: {
      summary: 'One event',
      tags: ['events'],
      params: EventParams,
      response: { 200: StoredEvent },
    },
    handler: async (request) => {
      const { id } = request.params;
      const [position = 0, index = 0] = id.split('.').map(Number);
      const found = await events.find({ org: callerOf(request).org, position, index });
      if (found === undefined) throw new VedetteError('event-not-there', { id });
      return storedEvent(found);
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
      const { buckets, ...filter } = request.query;
      const scope = filterOf(filter, callerOf(request).org, nowMs());
      const found = await events.histogram({ ...scope, buckets });
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
      const scope = filterOf(filter, callerOf(request).org, nowMs());
      return { values: [...(await events.facet(scope, request.params.field, limit))] };
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

function filterOf({ from, to, ...filter }: Filter, org: string, nowMs: number): EventScope {
  const { kind, shape, process, parentProcess, workload, host, minScore, finding } = filter;
  const { exe, parent, uid, not } = filter;
  return {
    ...{ org, ...spanOf({ from, to }, nowMs) },
    ...(workload === undefined ? {} : { workload }),
    ...(host === undefined ? {} : { host }),
    ...(minScore === undefined ? {} : { minScore }),
    ...(finding === undefined ? {} : { finding }),
    ...(kind === undefined ? {} : { kinds: kind }),
    ...(shape === undefined ? {} : { shapes: shape }),
    ...(exe === undefined ? {} : { exes: exe }),
    ...(parent === undefined ? {} : { parents: parent }),
    ...(uid === undefined ? {} : { uids: uid }),
    ...(not === undefined ? {} : { not: exclusionsOf(not) }),
    ...(process === undefined ? {} : { processIds: [process] }),
    ...(parentProcess === undefined ? {} : { parentProcessIds: [parentProcess] }),
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
