import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';
import { LIVE_MS } from '../now/findings-query.ts';

const TREE_REFETCH_MS = 15_000;

/** One finding, as it is now. */
export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: ['finding', id],
    queryFn: ({ signal }) => ask('GET /v1/findings/{id}', { path: { id }, signal }),
    refetchInterval: LIVE_MS,
  });

/** The processes around it: three generations up, three down. */
export const treeQuery = (id: string) =>
  queryOptions({
    queryKey: ['finding', id, 'tree'],
    queryFn: ({ signal }) => ask('GET /v1/findings/{id}/tree', { path: { id }, signal }),
    refetchInterval: TREE_REFETCH_MS,
  });

/** What happened to it, and in it. */
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['finding', id, 'timeline'],
    queryFn: ({ signal }) => ask('GET /v1/findings/{id}/timeline', { path: { id }, signal }),
    refetchInterval: TREE_REFETCH_MS,
  });

/** Other findings that are like it. */
export const alikeQuery = (id: string) =>
  queryOptions({
    queryKey: ['finding', id, 'alike'],
    queryFn: ({ signal }) => ask('GET /v1/findings/{id}/alike', { path: { id }, signal }),
  });
