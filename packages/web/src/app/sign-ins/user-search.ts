import { searchText } from '../api/search-text.ts';

/** What of one user is shown. */
export interface UserSearch {
  /** The sign-in that is open. */
  readonly open?: string;
}

export function readUserSearch(search: Record<string, unknown>): UserSearch {
  const open = searchText(search['open']);
  return open === undefined ? {} : { open };
}
