import type { FindingState } from './findings-query.ts';

const STATES: readonly FindingState[] = ['open', 'acknowledged', 'expected', 'resolved', 'any'];

/** What of the findings is shown. */
export interface NowSearch {
  readonly state?: FindingState;
}

export function readNowSearch(search: Record<string, unknown>): NowSearch {
  const state = STATES.find((name) => name === search['state']);
  return state === undefined || state === 'open' ? {} : { state };
}
