import { queryOptions } from '@tanstack/react-query';

import { ask } from '../api/ask.ts';

/** How often a page that tells the present asks again. */
export const LIVE_MS = 5_000;
const FINDINGS_MAX = 500;

export type FindingState = 'open' | 'acknowledged' | 'expected' | 'resolved' | 'any';

/** Findings in a state, the most serious first. */
export const findingsQuery = (state: FindingState) =>
  queryOptions({
    queryKey: ['findings', state],
    queryFn: ({ signal }) =>
      ask('GET /v1/findings', { query: { state, limit: FINDINGS_MAX }, signal }),
    refetchInterval: LIVE_MS,
  });

export const openFindingsQuery = findingsQuery('open');
