import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** Every host, with its last sweep and its sensor. */
export const hostsQuery = queryOptions({
  queryKey: ['hosts'],
  queryFn: ({ signal }) => ask('GET /v1/hosts', { signal }),
  refetchInterval: REFETCH_MS,
});
