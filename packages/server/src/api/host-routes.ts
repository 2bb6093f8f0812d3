import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import type { ServerFinding } from '../findings/finding.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { SpanQuery, spanOf } from './event-schemas.ts';
import { callerOf } from './guard.ts';

/** As many as the store counts at once; the quieter ones beyond it are in the events all the same. */
const HOSTS_MAX = 1_000;
const ACCEPTED = 202;

export const HostsList = z.strictObject({
  hosts: z.array(
    z.strictObject({
      host: z.string(),
      /** Of its sensor, in the span of time. */
      events: z.number().int(),
      /** When its sensor last told what it had missed; null where there is none. */
      coverageMs: z.number().int().nullable(),
      /** Findings on it that wait for somebody. */
      openFindings: z.number().int(),
    }),
  ),
});
type Host = z.infer<typeof HostsList>['hosts'][number];

const SweepStarted = z.strictObject({
  /** False where a sweep runs already, which began before this was asked. */
  started: z.boolean(),
});

/** Every host that sent something, or that something was found on. */
export function addHostRoutes(app: App, { events, knowledge, nowMs, sweepNow }: ApiParts): void {
  app.route({
    method: 'POST',
    url: '/v1/hosts/sweep',
    config: { scope: 'operate' },
    schema: {
      summary: 'Sweep now instead of at the next time',
      tags: ['hosts'],
      body: z.strictObject({}),
      response: { [ACCEPTED]: SweepStarted },
    },
    handler: async (request, reply) => {
      const started = sweepNow(callerOf(request).org);
      if (started === null) throw new VedetteError('sweeps-off', {});
      return reply.code(ACCEPTED).send({ started });
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/hosts',
    config: { scope: 'view' },
    schema: {
      summary: 'Hosts that sent something, or that something was found on',
      tags: ['hosts'],
      querystring: SpanQuery,
      response: { 200: HostsList },
    },
    handler: async (request) => {
      const { org } = callerOf(request);
      const span = { org, ...spanOf(request.query, nowMs()) };
      const query = { ...span, order: 'newest', limit: 1 } as const;
      const [counted, coverage] = await Promise.all([
        events.facet(query, 'host', HOSTS_MAX),
        events.coverage(span),
      ]);
      const hosts = new Map<string, Host>();
      const hostOf = (host: string): Host => {
        const known = hosts.get(host) ?? { host, events: 0, coverageMs: null, openFindings: 0 };
        hosts.set(host, known);
        return known;
      };
      for (const { value, events: count } of counted) hostOf(value).events = count;
      for (const { host, receivedMs } of coverage) {
        const known = hostOf(host);
        known.coverageMs = Math.max(known.coverageMs ?? 0, receivedMs);
      }
      for (const host of knowledge.findings(org).flatMap(openOn)) hostOf(host).openFindings += 1;
      return {
        hosts: [...hosts.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1)),
      };
    },
  });
}

function openOn({ life, hosts }: ServerFinding): readonly string[] {
  return life.state === 'open' ? hosts : [];
}
