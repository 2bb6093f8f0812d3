import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** Every workload, with the state of its baseline. */
export const workloadsQuery = queryOptions({
  queryKey: ['workloads'],
  queryFn: ({ signal }) => ask('GET /v1/workloads', { signal }),
  refetchInterval: REFETCH_MS,
});
