import type { Api } from '../api/api-types.ts';
import type { ExecutionsSearch, Span } from './executions-search.ts';

type EventsQuery = Api['GET /v1/events']['query'];
/** What the list, the facets and the chart ask for alike. */
export type EventFilter = Omit<EventsQuery, 'order' | 'limit' | 'cursor'>;

const MINUTE_MS = 60_000;
const SPAN_MS: Readonly<Record<Span, number>> = {
  '15m': 15 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '24h': 24 * 60 * MINUTE_MS,
  '7d': 7 * 24 * 60 * MINUTE_MS,
};

/** From when to when a view looks; up to whatever is newest where it has no end. */
export function spanOf(
  { span = '24h', from, to }: Pick<ExecutionsSearch, 'span' | 'from' | 'to'>,
  nowMs: number,
): { readonly from: number; readonly to?: number } {
  if (from === undefined && to === undefined) return { from: nowMs - SPAN_MS[span] };
  const start = from ?? Math.max(0, (to ?? nowMs) - SPAN_MS[span]);
  return to === undefined ? { from: start } : { from: start, to: Math.max(start + 1, to) };
}

/** A view as the API is asked for it. */
export function eventFilter(search: ExecutionsSearch, nowMs: number): EventFilter {
  const { exe, parent, kind, uid, not, min, shape } = search;
  const { workload, host, process, parentProcess, finding } = search;
  return {
    ...spanOf(search, nowMs),
    ...(workload === undefined ? {} : { workload }),
    ...(host === undefined ? {} : { host }),
    ...(exe === undefined ? {} : { exe: [...exe] }),
    ...(parent === undefined ? {} : { parent: [...parent] }),
    ...(kind === undefined ? {} : { kind: [...kind] }),
    ...(uid === undefined ? {} : { uid: [...uid] }),
    ...(not === undefined ? {} : { not: [...not] }),
    ...(min === undefined ? {} : { minScore: min }),
    ...(shape === undefined ? {} : { shape: [shape] }),
    ...(process === undefined ? {} : { process }),
    ...(parentProcess === undefined ? {} : { parentProcess }),
    ...(finding === undefined ? {} : { finding }),
  };
}

/** Whether the view goes on as things happen: it ends now, and the newest come first. */
export function canFollow({ to, order }: ExecutionsSearch): boolean {
  return to === undefined && order === undefined;
}
