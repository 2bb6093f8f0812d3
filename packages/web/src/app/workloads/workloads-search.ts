import { searchText } from '../api/search-text.ts';

/** Which workloads are shown. */
export interface WorkloadsSearch {
  readonly find?: string;
  readonly state?: 'learning' | 'watching';
}

export function readWorkloadsSearch(search: Record<string, unknown>): WorkloadsSearch {
  const find = searchText(search['find']);
  const { state } = search;
  return {
    ...(find === undefined ? {} : { find }),
    ...(state === 'learning' || state === 'watching' ? { state } : {}),
  };
}
