import type { IncomingHttpHeaders } from 'node:http';

import { INDEX, type PageFile, type PageTable } from './read-pages.ts';

/** What belongs to programs: no page is ever there. */
const API = /^\/(?:v1|otlp|telemetry|livez|readyz|metrics|openapi\.json)(?:\/|$)/;
/** Files with the digest of their bytes in their names: what is not there was never a page. */
const ASSETS = '/assets/';
/** Nobody's page has a hidden file or a step upwards in its path, however it is written. */
const HIDDEN = /\/\.|%2e|%2f|%5c|%00|[\\\0]/i;

/** What is at a path: a file, the page itself, nothing, or what a folder of pages would have. */
export type Page =
  | { readonly kind: 'page'; readonly file: PageFile; readonly forever: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'none' };

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<IncomingHttpHeaders, 'accept'>;
}

/**
 * The page that a request without a route is about. Every view of the dashboard has a path of its
 * own that its script reads, so a browser that asks for a page gets the one there is.
 */
export function pageAt(pages: PageTable | null, { method, url, headers }: Asked): Page {
  const path = url.split('?')[0] ?? '';
  if ((method !== 'GET' && method !== 'HEAD') || API.test(path)) return { kind: 'none' };
  // Taken as it was written: what only decoding makes a file is none.
  const file = pages?.get(path);
  if (file !== undefined) return { kind: 'page', file, forever: path.startsWith(ASSETS) };
  const wantsPage = path === '/' || (headers.accept ?? '').includes('text/html');
  if (!wantsPage || path.startsWith(ASSETS) || HIDDEN.test(path)) return { kind: 'none' };
  const index = pages?.get(INDEX);
  return index === undefined ? { kind: 'missing' } : { kind: 'page', file: index, forever: false };
}
