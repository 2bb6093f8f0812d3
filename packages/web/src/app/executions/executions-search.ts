/** Which executions are shown: everything of it is in the URL. */
export interface ExecutionsSearch {
  readonly q?: string;
}

export function readExecutionsSearch(search: Record<string, unknown>): ExecutionsSearch {
  return typeof search['q'] === 'string' ? { q: search['q'] } : {};
}
