import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** One host, with all that is known of it. */
export const hostQuery = (host: string) =>
  queryOptions({
    queryKey: ['hosts', host],
    queryFn: ({ signal }) => ask('GET /v1/hosts/{host}', { path: { host }, signal }),
    refetchInterval: REFETCH_MS,
  });
