import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** How the server is, and what it cannot see. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => ask('GET /v1/health', { signal }),
  refetchInterval: REFETCH_MS,
});
