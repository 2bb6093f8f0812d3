import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { VedetteError } from '@vedette/core';

import type { ApiLimits } from './api-limits.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';

/** What the parser says, where there is no request yet to answer. */
type ConnectionError = Error & { readonly code?: string };

/** Answers what is no HTTP, too slow or too large, and hangs up. */
export function answerConnectionError(
  error: ConnectionError,
  socket: Socket,
  limits: ApiLimits,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(failureOf(error, limits), 'none');
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}

function failureOf({ code, message }: ConnectionError, limits: ApiLimits): VedetteError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new VedetteError('headers-too-large', { bytes: limits.headerBytesMax });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new VedetteError('request-too-slow');
  return new VedetteError('request-invalid', { problem: `no HTTP: ${message}` });
}
