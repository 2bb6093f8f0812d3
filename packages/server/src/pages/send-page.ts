import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Page } from './page-at.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { type EncodingName, ENCODINGS, type PageFile } from './read-pages.ts';

const OK = 200;
const NOT_MODIFIED = 304;
const FOREVER = 'public, max-age=31536000, immutable';
/** Kept, and asked about each time: the next version is seen at once. */
const ASK_AGAIN = 'no-cache';

/** Sends a file of the pages, compressed where it is and the browser can read it. */
export function sendPage(
  reply: FastifyReply,
  { headers }: FastifyRequest,
  { file, forever }: Extract<Page, { kind: 'page' }>,
): FastifyReply {
  void reply.headers({
    ...PAGE_HEADERS,
    'cache-control': forever ? FOREVER : ASK_AGAIN,
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (headers['if-none-match'] === file.etag) return reply.code(NOT_MODIFIED).send();
  const encoding = encodingFor(file, headers['accept-encoding']);
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  const bytes = encoding === undefined ? file.bytes : file.encoded[encoding];
  return reply.code(OK).type(file.type).send(bytes);
}

/** The best of those that there are and that the browser reads; a weight of 0 is a no. */
function encodingFor({ encoded }: PageFile, accepted = ''): EncodingName | undefined {
  const parts = accepted.toLowerCase().split(',');
  const weighed = parts.map((part) => part.trim().split(/\s*;\s*q=/));
  const read = new Set(
    weighed.flatMap(([name, weight = '1']) => (Number(weight) > 0 ? [name] : [])),
  );
  return ENCODINGS.find(({ name }) => encoded[name] !== undefined && read.has(name))?.name;
}
