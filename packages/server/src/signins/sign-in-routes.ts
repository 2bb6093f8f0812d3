import { VedetteError } from '@vedette/core';

import type { App } from '../api/app.ts';
import { callerOf } from '../api/guard.ts';
import {
  AboutUser,
  AssessRequest,
  AssessResponse,
  ConfirmRequest,
  ConfirmResponse,
  ExportResponse,
  ForgetResponse,
  ReportRequest,
  ReportResponse,
  ResetResponse,
} from './sign-in-api.ts';
import { SignInsStatus } from './history/history-api.ts';
import { addHistoryRoutes } from './history/history-routes.ts';
import { statusAnswer } from './status-answer.ts';
import type { SignInService, Whose } from './sign-in-service.ts';

/** More than the headers that any server lets through, so that no sign-in is too long to judge. */
const BODY_BYTES_MAX = 128 * 1024;
const TAGS = ['sign-ins'];

/** The sign-in engine over HTTP, for applications in any language. */
export function addSignInRoutes(app: App, signIns: SignInService): void {
  const options = { bodyLimit: BODY_BYTES_MAX, config: { scope: 'sign-ins' } } as const;
  app.post(
    '/v1/signins/assess',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Judge a sign-in whose first factor was proved; always answers with a decision',
        body: AssessRequest,
        response: { 200: AssessResponse },
      },
    },
    (request) => signIns.assess(callerOf(request).org, request.body),
  );
  app.post(
    '/v1/signins/confirm',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Say how a challenge ended, or that a person recognised a sign-in',
        body: ConfirmRequest,
        response: { 200: ConfirmResponse },
      },
    },
    (request) => signIns.confirm(callerOf(request).org, request.body).then(orThrow),
  );
  app.post(
    '/v1/signins/report',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Say that a sign-in was somebody else: forgets it and what came after it',
        body: ReportRequest,
        response: { 200: ReportResponse },
      },
    },
    (request) => signIns.report(callerOf(request).org, request.body).then(orThrow),
  );
  addPrivacyRoutes(app, signIns);
  addHistoryRoutes(app, signIns.history);
  addStatusRoute(app, signIns);
}

function addStatusRoute(app: App, signIns: SignInService): void {
  app.route({
    method: 'GET',
    url: '/v1/signins/status',
    config: { scope: 'view' },
    schema: {
      summary: 'What was judged since the start, and which data about addresses is used',
      tags: TAGS,
      response: { 200: SignInsStatus },
    },
    handler: async () => statusAnswer(signIns.status()),
  });
}

/** What a user may ask of whoever keeps data about them: an operator's work. */
function addPrivacyRoutes(app: App, signIns: SignInService): void {
  // That a user was forgotten is written down, and not which one.
  const config = { scope: 'operate', auditBody: false } as const;
  const options = { bodyLimit: BODY_BYTES_MAX, config };
  app.post(
    '/v1/signins/export',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Everything that is kept of a user, in words: the record, and the log',
        body: AboutUser,
        response: { 200: ExportResponse },
      },
    },
    (request) => exported(signIns, callerOf(request).org, request.body),
  );
  app.post(
    '/v1/signins/reset',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Start a user anew: what was learned is gone, the log stays',
        body: AboutUser,
        response: { 200: ResetResponse },
      },
    },
    (request) =>
      signIns
        .reset(callerOf(request).org, request.body)
        .then((reset) => ({ reset: orThrow(reset) })),
  );
  app.post(
    '/v1/signins/forget',
    {
      ...options,
      schema: {
        tags: TAGS,
        summary: 'Forget a user wholly: the record and what waits to be learned',
        body: AboutUser,
        response: { 200: ForgetResponse },
      },
    },
    (request) =>
      signIns
        .remove(callerOf(request).org, request.body)
        .then((forgotten) => ({ forgotten: orThrow(forgotten) })),
  );
}

async function exported(
  signIns: SignInService,
  org: string,
  whose: Whose,
): Promise<ExportResponse> {
  const record = orThrow(await signIns.export(org, whose));
  const logged = orThrow(await signIns.history.all(org, whose));
  return ExportResponse.parse({ record, signIns: logged });
}

/** The framework takes refusals as exceptions, the service gives them as values. */
function orThrow<T>(result: T | VedetteError): T {
  if (result instanceof VedetteError) throw result;
  return result;
}
