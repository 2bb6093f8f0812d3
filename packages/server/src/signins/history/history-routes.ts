import { VedetteError } from '@vedette/core';

import type { App } from '../../api/app.ts';
import { callerOf } from '../../api/guard.ts';
import {
  ApplicationsList,
  ApplicationsQuery,
  DetectionsList,
  DetectionsQuery,
  RiskyUsersPage,
  RiskyUsersQuery,
  SignInsPage,
  SignInsQuery,
  UserParams,
  UserQuery,
  UserSignIns,
  UserVerdictBody,
  VerdictBody,
  VerdictParams,
  VerdictResponse,
} from './history-api.ts';
import type { SignInHistory } from './sign-in-history.ts';

const VIEW = { scope: 'view' } as const;
const OPERATE = { scope: 'operate' } as const;
const TAGS = ['sign-ins'];

/** What operators see of sign-ins, and what they decide about them. */
export function addHistoryRoutes(app: App, history: SignInHistory): void {
  app.route({
    method: 'GET',
    url: '/v1/signins/applications',
    config: VIEW,
    schema: {
      summary: 'Applications whose sign-ins are judged here',
      tags: TAGS,
      querystring: ApplicationsQuery,
      response: { 200: ApplicationsList },
    },
    handler: async (request) =>
      orThrow(await history.applications(callerOf(request).org, request.query)),
  });
  app.route({
    method: 'GET',
    url: '/v1/signins',
    config: VIEW,
    schema: {
      summary: 'Sign-ins with their reasons, newest first; the risky ones unless told otherwise',
      tags: TAGS,
      querystring: SignInsQuery,
      response: { 200: SignInsPage },
    },
    handler: async (request) =>
      orThrow(await history.signIns(callerOf(request).org, request.query)),
  });
  app.route({
    method: 'GET',
    url: '/v1/signins/users',
    config: VIEW,
    schema: {
      summary: 'Users with risky sign-ins, what waits for somebody first',
      tags: TAGS,
      querystring: RiskyUsersQuery,
      response: { 200: RiskyUsersPage },
    },
    handler: async (request) => orThrow(await history.users(callerOf(request).org, request.query)),
  });
  app.route({
    method: 'GET',
    url: '/v1/signins/detections',
    config: VIEW,
    schema: {
      summary: 'What spoke against risky sign-ins, the most frequent first',
      tags: TAGS,
      querystring: DetectionsQuery,
      response: { 200: DetectionsList },
    },
    handler: async (request) =>
      orThrow(await history.detections(callerOf(request).org, request.query)),
  });
  app.route({
    method: 'GET',
    url: '/v1/signins/users/:application/:user',
    config: VIEW,
    schema: {
      summary: 'What is usual for a user, and the last sign-ins with their reasons',
      tags: TAGS,
      params: UserParams,
      querystring: UserQuery,
      response: { 200: UserSignIns },
    },
    handler: async (request) =>
      orThrow(await history.user(callerOf(request).org, request.params, request.query.limit)),
  });
  addVerdicts(app, history);
}

function addVerdicts(app: App, history: SignInHistory): void {
  app.route({
    method: 'POST',
    url: '/v1/signins/:id/verdict',
    config: OPERATE,
    schema: {
      summary: 'Say that a sign-in was its user, or that it was not',
      tags: TAGS,
      params: VerdictParams,
      body: VerdictBody,
      response: { 200: VerdictResponse },
    },
    handler: async (request) => {
      const { org, name } = callerOf(request);
      const { verdict, ...where } = request.body;
      const which = { ...where, ...request.params };
      return orThrow(await history.decide(org, which, { verdict, by: name }));
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/signins/users/:application/:user/verdict',
    config: OPERATE,
    schema: {
      summary: 'The same of all risky sign-ins of a user that nobody has said anything about',
      tags: TAGS,
      params: UserParams,
      body: UserVerdictBody,
      response: { 200: VerdictResponse },
    },
    handler: async (request) => {
      const { org, name } = callerOf(request);
      const order = { ...request.body, by: name };
      return orThrow(await history.decideUser(org, request.params, order));
    },
  });
}

/** The framework takes refusals as exceptions, the history gives them as values. */
function orThrow<T>(result: T | VedetteError): T {
  if (result instanceof VedetteError) throw result;
  return result;
}
