import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const REFETCH_MS = 10_000;

/** One containment with its evidence and its log. */
export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => ask('GET /v1/evidence/{id}', { path: { id }, signal }),
    refetchInterval: REFETCH_MS,
  });
