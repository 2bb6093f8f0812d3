import { VedetteError } from '@vedette/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

import type { Log } from '../log.ts';
import { pageAt } from '../pages/page-at.ts';
import type { PageTable } from '../pages/read-pages.ts';
import { sendPage } from '../pages/send-page.ts';
import type { ApiLimits } from './api-limits.ts';
import type { App } from './app.ts';
import type { MethodTable } from './method-table.ts';
import { encodeStatus, OTLP_TYPES, otlpTypeOf } from './otlp-answer.ts';
import { PROBLEM_TYPE, problemOf, retryAfterOf, unexpected } from './problem.ts';

const HTTP_ERROR_MIN = 500;
const UNAUTHENTICATED = 401;
/** What is said of a path that somebody else wrote. */
const PATH_CHARS_MAX = 200;
const ISSUES_MAX = 5;
/** The framework's own refusals, as ours. */
const TOO_LARGE: ReadonlySet<string> = new Set(['FST_ERR_CTP_BODY_TOO_LARGE']);
const WRONG_TYPE: ReadonlySet<string> = new Set(['FST_ERR_CTP_INVALID_MEDIA_TYPE']);

/** Answers every request that cannot be answered otherwise, always as the same kind of document. */
export function answerRefusals(
  app: App,
  {
    log,
    limits,
    methods,
    pages,
  }: {
    readonly log: Log;
    readonly limits: ApiLimits;
    readonly methods: MethodTable;
    readonly pages: PageTable | null;
  },
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allowed = methods.at(path);
    if (allowed.length === 0) {
      const page = pageAt(pages, request);
      if (page.kind === 'page') return sendPage(reply, request, page);
      const code = page.kind === 'missing' ? 'pages-missing' : 'route-unknown';
      return refuse(request, reply, new VedetteError(code, { path }));
    }
    void reply.header('allow', allowed.join(', '));
    const { method } = request;
    return refuse(
      request,
      reply,
      new VedetteError('method-refused', { method, path, allowed: allowed.join(', ') }),
    );
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const expected = expectedOf(error, request, limits);
    if (expected === undefined) {
      const { message, stack = '' } = error;
      log('error', 'request-failed', {
        request: request.id,
        path: pathOf(request),
        message,
        stack,
      });
    }
    return refuse(request, reply, expected ?? unexpected(request.id));
  });
}

/** Writes a refusal in the form of its route. */
function refuse(request: FastifyRequest, reply: FastifyReply, error: VedetteError): FastifyReply {
  const problem = problemOf(error, request.id);
  const retryAfterSecs = retryAfterOf(error);
  if (retryAfterSecs !== undefined) void reply.header('retry-after', retryAfterSecs);
  if (problem.status === UNAUTHENTICATED) void reply.header('www-authenticate', 'Bearer');
  void reply.code(problem.status);
  if (request.routeOptions.config.refusals !== 'otlp') {
    return reply.type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem);
  }
  const type = otlpTypeOf(request.headers['content-type']);
  const message = `${problem.detail}: ${problem.hint}`;
  return reply.type(type).send(encodeStatus(type, problem.status, message));
}

function expectedOf(
  error: FastifyError | VedetteError,
  request: FastifyRequest,
  limits: ApiLimits,
): VedetteError | undefined {
  if (error instanceof VedetteError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problem = error.validation
      .slice(0, ISSUES_MAX)
      .map(
        ({ instancePath, message }) =>
          `${error.validationContext ?? 'request'}${instancePath}: ${message}`,
      )
      .join('; ');
    return new VedetteError('request-invalid', { problem });
  }
  if (TOO_LARGE.has(error.code)) {
    const bytes = request.routeOptions.bodyLimit ?? limits.bodyBytesMax;
    return new VedetteError('body-too-large', { bytes });
  }
  if (WRONG_TYPE.has(error.code)) {
    return new VedetteError('media-type-refused', {
      type: request.headers['content-type'] ?? 'none',
      readable: readableAt(request),
    });
  }
  const { statusCode = HTTP_ERROR_MIN } = error;
  if (statusCode >= HTTP_ERROR_MIN) return undefined;
  return new VedetteError('request-invalid', { problem: error.message });
}

function readableAt({ routeOptions }: FastifyRequest): string {
  return routeOptions.config.refusals === 'otlp'
    ? `${OTLP_TYPES.protobuf}, ${OTLP_TYPES.json}`
    : OTLP_TYPES.json;
}

function pathOf({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? '').slice(0, PATH_CHARS_MAX);
}
