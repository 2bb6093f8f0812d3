import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { type Answer, ask } from '../api/ask.ts';
import { canFollow, eventFilter } from './event-filter.ts';
import type { ExecutionsSearch } from './executions-search.ts';

/** A bar of at least 6 px on a desk, of 4 px on a phone. */
const BUCKETS = 72;
const REDRAWN_MS = 10_000;

/** Executions and the highest score, by time. */
export interface Histogram {
  readonly buckets: Answer<'GET /v1/events/histogram'>['buckets'];
  readonly bucketMs: number;
}

export function histogramQuery(search: ExecutionsSearch) {
  const { live: _, order: _order, ...counted } = search;
  return queryOptions({
    queryKey: ['executions', 'histogram', counted],
    placeholderData: keepPreviousData,
    staleTime: REDRAWN_MS,
    refetchInterval: canFollow(counted) ? REDRAWN_MS : false,
    queryFn: async ({ signal }): Promise<Histogram> => {
      const nowMs = Date.now();
      const { from = nowMs, to = nowMs, ...filter } = eventFilter(counted, nowMs);
      const query = { ...filter, from, to: Math.max(to, from + 1), buckets: BUCKETS };
      const { buckets } = await ask('GET /v1/events/histogram', { query, signal });
      return { buckets, bucketMs: (query.to - from) / BUCKETS };
    },
  });
}
