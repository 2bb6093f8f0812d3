import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** Every containment, with what is kept of it. */
export const containmentsQuery = queryOptions({
  queryKey: ['evidence'],
  queryFn: ({ signal }) => ask('GET /v1/evidence', { signal }),
  refetchInterval: REFETCH_MS,
});
