import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

/** One stored event; it never changes, only what is said of it may come later. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ['execution', id],
    queryFn: ({ signal }) => ask('GET /v1/events/{id}', { path: { id }, signal }),
  });
