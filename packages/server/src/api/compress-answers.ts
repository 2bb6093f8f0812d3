import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import type { FastifyReply, FastifyRequest } from 'fastify';

import type { App } from './app.ts';

const gzipped = promisify(gzip);
/** Below it a compressed answer saves less than it costs. */
const COMPRESSED_CHARS_MIN = 4_096;
/** Most of what the best level saves, at a fraction of its time. */
const LEVEL = 4;
const ACCEPTS_GZIP = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?=,|$)/i;
/** Holds the secret of a session beside what somebody sent: its length must tell nothing (BREACH). */
const NEVER = '/v1/session';

/**
 * Large answers in JSON go compressed to who can take them: a page of events is a tenth of its size
 * then. The work is done off the thread that answers.
 */
export function compressAnswers(app: App): void {
  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (typeof payload !== 'string' || payload.length < COMPRESSED_CHARS_MIN) return payload;
    if (request.routeOptions.url === NEVER || !isJson(reply)) return payload;
    void reply.header('vary', 'accept-encoding');
    const accepted = request.headers['accept-encoding'];
    if (typeof accepted !== 'string' || !ACCEPTS_GZIP.test(accepted)) return payload;
    const bytes = await gzipped(payload, { level: LEVEL });
    void reply.headers({ 'content-encoding': 'gzip', 'content-length': bytes.length });
    return bytes;
  });
}

function isJson(reply: FastifyReply): boolean {
  const type = reply.getHeader('content-type');
  return typeof type === 'string' && type.startsWith('application/json');
}
