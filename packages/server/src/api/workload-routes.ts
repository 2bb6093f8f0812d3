import { VedetteError } from '@vedette/core';
import { type ShapeRecord, trustOf } from '@vedette/executions';

import type { Command } from '../command.ts';
import type { ApiParts } from './api-parts.ts';
import type { App } from './app.ts';
import type { Caller } from './caller.ts';
import { callerOf } from './guard.ts';
import { workloadOf } from './workload-of.ts';
import {
  AlertingBody,
  RollBackBody,
  ShapeParams,
  ShapesPage,
  ShapesQuery,
  WorkloadAnswer,
  type WorkloadDetail,
  WorkloadParams,
  WorkloadsList,
} from './workload-schemas.ts';

const VIEW = { scope: 'view' } as const;
const OPERATE = { scope: 'operate' } as const;
const TAGS = ['workloads'];

/** What is normal for each workload, and how it is watched. */
export function addWorkloadRoutes(app: App, parts: ApiParts): void {
  app.route({
    method: 'GET',
    url: '/v1/workloads',
    config: VIEW,
    schema: {
      summary: 'Workloads and the state of their baselines',
      tags: TAGS,
      response: { 200: WorkloadsList },
    },
    handler: async (request) => ({
      workloads: parts.knowledge
        .workloads(callerOf(request).org)
        .toSorted((a, b) => (a.workload < b.workload ? -1 : 1)),
    }),
  });
  app.route({
    method: 'GET',
    url: '/v1/workloads/:workload',
    config: VIEW,
    schema: {
      summary:
        'One workload, with every change that was made to its baseline by hand or by a bound',
      tags: TAGS,
      params: WorkloadParams,
      response: { 200: WorkloadAnswer },
    },
    handler: async (request) =>
      answerOf(workloadOf(parts, callerOf(request).org, request.params.workload)),
  });
  app.route({
    method: 'GET',
    url: '/v1/workloads/:workload/shapes',
    config: VIEW,
    schema: {
      summary: 'What a workload is known to do, most often first',
      tags: TAGS,
      params: WorkloadParams,
      querystring: ShapesQuery,
      response: { 200: ShapesPage },
    },
    handler: async (request) => {
      const { limit, offset } = request.query;
      const { shapes } = workloadOf(parts, callerOf(request).org, request.params.workload);
      const sorted = shapes.toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
      const page = sorted.slice(offset, offset + limit);
      return { shapes: page.map(withTrust), total: shapes.length };
    },
  });
  addBaselineDecisions(app, parts);
  addShapeDecisions(app, parts);
}

function addBaselineDecisions(app: App, parts: ApiParts): void {
  app.route({
    method: 'PUT',
    url: '/v1/workloads/:workload/alerting',
    config: OPERATE,
    schema: {
      summary: 'Alert from a score on, or so many times a day; null for the default',
      tags: TAGS,
      params: WorkloadParams,
      body: AlertingBody,
      response: { 200: WorkloadAnswer },
    },
    handler: async (request) =>
      decide(parts, callerOf(request), {
        ...{ do: 'set-alerting', workload: request.params.workload },
        alerting: request.body.alerting,
      }),
  });
  app.route({
    method: 'POST',
    url: '/v1/workloads/:workload/end-learning',
    config: OPERATE,
    schema: {
      summary: 'Watch from now on; trust is then earned slowly',
      tags: TAGS,
      params: WorkloadParams,
      response: { 200: WorkloadAnswer },
    },
    handler: async (request) =>
      decide(parts, callerOf(request), { do: 'end-learning', workload: request.params.workload }),
  });
  app.route({
    method: 'POST',
    url: '/v1/workloads/:workload/roll-back',
    config: OPERATE,
    schema: {
      summary: 'Forget what was learned since a time',
      tags: TAGS,
      params: WorkloadParams,
      body: RollBackBody,
      response: { 200: WorkloadAnswer },
    },
    handler: async (request) =>
      decide(parts, callerOf(request), {
        ...{ do: 'roll-back', workload: request.params.workload },
        toMs: request.body.toMs,
      }),
  });
}

function addShapeDecisions(app: App, parts: ApiParts): void {
  for (const [word, summary] of [
    ['confirm', 'Say that something that a workload does is normal'],
    ['forget', 'Forget something that a workload was learned to do'],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/v1/workloads/:workload/shapes/:shape/${word}`,
      config: OPERATE,
      schema: { summary, tags: TAGS, params: ShapeParams, response: { 200: WorkloadAnswer } },
      handler: async (request) => {
        const { workload, shape } = request.params;
        const caller = callerOf(request);
        const { shapes } = workloadOf(parts, caller.org, workload);
        if (!shapes.some(({ key }) => key === shape)) {
          throw new VedetteError('shape-not-there', { shape, workload });
        }
        return decide(parts, caller, { do: `${word}-shape`, workload, shape });
      },
    });
  }
}

function withTrust(record: ShapeRecord): ShapeRecord & { trust: number } {
  const { learned, watched } = trustOf(record);
  return { ...record, trust: 1 - Math.exp(-learned - watched) };
}

type WorkloadCommand = Extract<Command, { readonly workload: string }>;

async function decide(
  parts: ApiParts,
  { org, name }: Caller,
  command: WorkloadCommand,
): Promise<ReturnType<typeof answerOf>> {
  workloadOf(parts, org, command.workload);
  await parts.ask({ org, by: name, command });
  return answerOf(workloadOf(parts, org, command.workload));
}

function answerOf({ summary, changes }: WorkloadDetail): WorkloadDetail['summary'] & {
  changes: WorkloadDetail['changes'][number][];
} {
  return { ...summary, changes: [...changes] };
}
