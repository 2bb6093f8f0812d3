import type { ApiParts } from '../api/api-parts.ts';
import type { App } from '../api/app.ts';
import { containmentFor } from './containment-for.ts';
import {
  FreezeAnswer,
  FreezeBody,
  FreezePlanAnswer,
  FreezePlanBody,
  Outcome,
  ThawBody,
  ThawPlanAnswer,
  ThawPlanBody,
} from './containment-schemas.ts';
import { planAnswer } from './plan-answer.ts';

const TAGS = ['containment'];
const OPERATE = { scope: 'operate' } as const;

/** Freezing and letting go, each planned first and confirmed by what the plan says. */
export function addContainmentRoutes(app: App, parts: ApiParts): void {
  addFreeze(app, parts);
  addThaw(app, parts);
}

function addFreeze(app: App, parts: ApiParts): void {
  app.route({
    method: 'POST',
    url: '/v1/freeze/plan',
    config: OPERATE,
    schema: {
      summary: 'What freezing a process would take, or why it never is; nothing is done',
      tags: TAGS,
      body: FreezePlanBody,
      response: { 200: FreezePlanAnswer },
    },
    handler: async (request) => {
      const { containment, who } = containmentFor(request, parts);
      return planAnswer(await containment.planFreeze({ ...request.body, who }));
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/freeze',
    config: OPERATE,
    schema: {
      summary: 'Save the evidence of a process and freeze it, if it is still what was confirmed',
      tags: TAGS,
      body: FreezeBody,
      response: { 200: FreezeAnswer },
    },
    handler: async (request) => {
      const { containment, who } = containmentFor(request, parts);
      const { plan, result } = await containment.freeze({ ...request.body, who });
      return { ...planAnswer(plan), result };
    },
  });
}

function addThaw(app: App, parts: ApiParts): void {
  app.route({
    method: 'POST',
    url: '/v1/thaw/plan',
    config: OPERATE,
    schema: {
      summary: 'What would be let go, and what confirms it; nothing is done',
      tags: TAGS,
      body: ThawPlanBody,
      response: { 200: ThawPlanAnswer },
    },
    handler: async (request) => {
      const { containment } = containmentFor(request, parts);
      const { id, host, state, target, finding } = await containment.planThaw(request.body.id);
      const what = finding?.summary ?? `process ${target.pid}, by hand`;
      return { id, host, what, state, confirm: host };
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/thaw',
    config: OPERATE,
    schema: {
      summary: 'Let go what was frozen, and put it back as it was',
      tags: TAGS,
      body: ThawBody,
      response: { 200: Outcome },
    },
    handler: async (request) => {
      const { containment, who } = containmentFor(request, parts);
      return containment.thaw({ ...request.body, who });
    },
  });
}
