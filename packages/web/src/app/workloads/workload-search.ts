import { searchText } from '../api/search-text.ts';

export type WorkloadView = 'normal' | 'alerting' | 'changes';
export type TrustFilter = 'confirmed' | 'trusted' | 'pending';

const VIEWS: readonly WorkloadView[] = ['normal', 'alerting', 'changes'];
const TRUSTS: readonly TrustFilter[] = ['confirmed', 'trusted', 'pending'];

/** What of one workload is shown. */
export interface WorkloadSearch {
  readonly view?: WorkloadView;
  readonly find?: string;
  readonly trust?: TrustFilter;
}

export function readWorkloadSearch(search: Record<string, unknown>): WorkloadSearch {
  const view = VIEWS.find((name) => name === search['view']);
  const trust = TRUSTS.find((name) => name === search['trust']);
  const find = searchText(search['find']);
  return {
    ...(view === undefined || view === 'normal' ? {} : { view }),
    ...(find === undefined ? {} : { find }),
    ...(trust === undefined ? {} : { trust }),
  };
}
