import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

const PAGE_ENTRIES = 50;
const REFETCH_MS = 10_000;

/** One page of what was done, newest first; the newest page follows what happens. */
export const auditQuery = (before: string | undefined) =>
  queryOptions({
    queryKey: ['audit', before ?? null],
    queryFn: ({ signal }) =>
      ask('GET /v1/audit', {
        query: { limit: PAGE_ENTRIES, ...(before === undefined ? {} : { before }) },
        signal,
      }),
    ...(before === undefined ? { refetchInterval: REFETCH_MS } : {}),
  });
