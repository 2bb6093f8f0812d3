/** The question. */
export interface SearchSearch {
  readonly q?: string;
}

export function readSearchSearch(search: Record<string, unknown>): SearchSearch {
  const { q } = search;
  if (q === undefined || q === null) return {};
  // The router takes `q=12`, `q=true` and `q={"a":1}` for what they look like.
  return { q: typeof q === 'string' ? q : JSON.stringify(q) };
}
