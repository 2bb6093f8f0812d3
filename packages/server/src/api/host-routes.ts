import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { HostDetail, HostsList } from '../hosts/host.ts';
import { loadHostDetail } from '../hosts/load-host-detail.ts';
import { loadHosts } from '../hosts/load-hosts.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import { SpanQuery, spanOf } from './event-schemas.ts';
import { callerOf } from './guard.ts';

const VIEW = { scope: 'view' } as const;
const TAGS = ['hosts'];
const ACCEPTED = 202;
const HOST_CHARS_MAX = 255;

const HostRouteParams = z.strictObject({ host: z.string().min(1).max(HOST_CHARS_MAX) });
const SweepStarted = z.strictObject({
  /** False where one was running already. */
  started: z.boolean(),
});

/** Hosts, from inside as their sensors tell, and from outside as sweeps found them. */
export function addHostRoutes(app: App, parts: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/hosts',
    config: VIEW,
    schema: {
      summary: 'Hosts that sent something, were swept, or that something was found on',
      tags: TAGS,
      querystring: SpanQuery,
      response: { 200: HostsList },
    },
    handler: async (request) => {
      const query = { org: callerOf(request).org, ...spanOf(request.query, parts.nowMs()) };
      const { hosts } = await loadHosts(parts, query);
      return { hosts: [...hosts] };
    },
  });
  app.route({
    method: 'GET',
    url: '/v1/hosts/:host',
    config: VIEW,
    schema: {
      summary: 'One host with its findings, its baseline and its last sweeps',
      tags: TAGS,
      params: HostRouteParams,
      querystring: SpanQuery,
      response: { 200: HostDetail },
    },
    handler: async (request) => {
      const span = spanOf(request.query, parts.nowMs());
      const { host } = request.params;
      return loadHostDetail(parts, { org: callerOf(request).org, ...span, host });
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/hosts/sweep',
    config: { scope: 'operate' },
    schema: {
      summary: 'Sweep every host of the inventory now',
      tags: TAGS,
      body: z.strictObject({}).nullish(),
      response: { [ACCEPTED]: SweepStarted },
    },
    handler: async (request, reply) => {
      const sweeps = parts.sweeps(callerOf(request).org);
      if (sweeps === null) throw new VedetteError('sweeps-off');
      return reply.code(ACCEPTED).send({ started: sweeps.now() });
    },
  });
}
