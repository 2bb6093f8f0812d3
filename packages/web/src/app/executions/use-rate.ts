import { useQuery } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';
import { type EventFilter, eventFilter } from './event-filter.ts';
import type { ExecutionsSearch } from './executions-search.ts';

const RATE_MS = 2_000;
const WINDOW_SECONDS = 60;
/** The last seconds are still on their way from the sensors. */
const LAG_MS = 8_000;

/** Events per second of the view, over a minute; undefined until it is known. */
export function useRate(search: ExecutionsSearch): number | undefined {
  const { live: _, ...listed } = search;
  const { data } = useQuery({
    queryKey: ['executions', 'rate', listed],
    refetchInterval: RATE_MS,
    queryFn: async ({ signal }) => {
      const to = Date.now() - LAG_MS;
      const from = to - 1_000 * WINDOW_SECONDS;
      return (await countEvents({ ...eventFilter(search, to), from, to }, signal)) / WINDOW_SECONDS;
    },
  });
  return data;
}

/** How many executions of the view are newer than the newest that is shown. */
export function useWaiting(
  search: ExecutionsSearch,
  { newestMs, counts }: { readonly newestMs: number | undefined; readonly counts: boolean },
): number {
  const { live: _, ...listed } = search;
  const { data = 0 } = useQuery({
    queryKey: ['executions', 'waiting', listed, newestMs],
    enabled: counts && newestMs !== undefined,
    refetchInterval: RATE_MS,
    queryFn: ({ signal }) => {
      const from = Math.floor(newestMs ?? 0) + 1;
      return countEvents({ ...eventFilter(search, Date.now()), from }, signal);
    },
  });
  return counts ? data : 0;
}

async function countEvents(filter: EventFilter, signal: AbortSignal): Promise<number> {
  const query = { ...filter, buckets: 1 };
  const { buckets } = await ask('GET /v1/events/histogram', { query, signal });
  return buckets.reduce((sum, { events }) => sum + events, 0);
}
