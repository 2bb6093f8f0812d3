import { ERROR_CODES, type ErrorCode, type ErrorCodeName, VedetteError } from '@vedette/core';
import { z } from 'zod';

/** What every refusal looks like (RFC 9457), with our code and what to do next. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    hint: z.string(),
    /** Number of the request, by which the server's log can be searched. */
    request: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Media type of a `Problem`. */
export const PROBLEM_TYPE = 'application/problem+json';
const STATUS_DEFAULT = 500;

/** The document for an expected failure. */
export function problemOf(error: VedetteError, request: string): Problem {
  return {
    type: `urn:vedette:problem:${error.code}`,
    title: error.code.replaceAll('-', ' '),
    status: statusOf(error.code),
    detail: error.message,
    code: error.code,
    hint: error.hint,
    request,
  };
}

/** Seconds after which to ask again, where the failure says so. */
export function retryAfterOf({ params }: VedetteError): number | undefined {
  const seconds = params['retryAfterSecs'];
  return typeof seconds === 'number' ? seconds : undefined;
}

/** A failure that the server did not expect: what it was stays in the log. */
export function unexpected(request: string): VedetteError {
  return new VedetteError('server-failed', { request });
}

function statusOf(code: ErrorCodeName): number {
  const row: ErrorCode = ERROR_CODES[code];
  return row.httpStatus ?? STATUS_DEFAULT;
}
