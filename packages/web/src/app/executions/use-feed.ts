import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ask } from '../api/ask.ts';
import { tellProblem } from '../frame/toasts.tsx';
import { canFollow, eventFilter } from './event-filter.ts';
import type { ExecutionsSearch } from './executions-search.ts';
import { type Feed, feedOf, withArrived, withOlder } from './feed.ts';

const TAIL_MS = 2_000;
const PAGE_EVENTS = 200;
const TAIL_EVENTS_MAX = 500;
/** Sensors send batches and their clocks are not ours: what comes late is asked for again. */
const LATE_MS = 10_000;

/** The view's list: without its pause, which does not change what is listed. */
function feedQuery(search: ExecutionsSearch) {
  const { live: _, ...listed } = search;
  return queryOptions({
    queryKey: ['executions', 'feed', listed],
    queryFn: async ({ signal }): Promise<Feed> => {
      const query = { ...eventFilter(listed, Date.now()), ...orderOf(listed), limit: PAGE_EVENTS };
      return feedOf(await ask('GET /v1/events', { query, signal }));
    },
    staleTime: Infinity,
    gcTime: 60_000,
    // Thousands of events are not compared field by field to find out which are the same.
    structuralSharing: false,
  });
}

/** The view's executions, going on while `follows`, and older ones on demand. */
export function useFeed(search: ExecutionsSearch, follows: boolean) {
  const client = useQueryClient();
  const options = feedQuery(search);
  const feed = useQuery(options);
  const [asksMore, setAsksMore] = useState(false);
  const newestMs = feed.data?.rows[0]?.event.t;
  useQuery({
    queryKey: ['executions', 'tail', options.queryKey[2]],
    enabled: follows && canFollow(search) && feed.data !== undefined,
    refetchInterval: TAIL_MS,
    gcTime: 0,
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const filter = eventFilter(search, Date.now());
      const from = Math.max(filter.from ?? 0, Math.floor((newestMs ?? 0) - LATE_MS));
      const query = { ...filter, from, ...orderOf(search), limit: TAIL_EVENTS_MAX };
      const page = await ask('GET /v1/events', { query, signal });
      client.setQueryData(options.queryKey, (old) => old && withArrived(old, page));
      return page.events.length;
    },
  });
  const more = async (): Promise<void> => {
    const cursor = feed.data?.next;
    if (asksMore || cursor === null || cursor === undefined) return;
    setAsksMore(true);
    try {
      const filter = eventFilter(search, Date.now());
      const query = { ...filter, ...orderOf(search), cursor, limit: PAGE_EVENTS };
      const page = await ask('GET /v1/events', { query });
      client.setQueryData(options.queryKey, (old) => old && withOlder(old, page));
    } catch (error) {
      tellProblem(error);
    } finally {
      setAsksMore(false);
    }
  };
  return { feed, more, asksMore };
}

function orderOf({ order }: ExecutionsSearch): { readonly order: 'newest' | 'highest-score' } {
  return { order: order ?? 'newest' };
}
