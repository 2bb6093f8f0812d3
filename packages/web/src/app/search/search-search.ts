/** The question. */
export interface SearchSearch {
  readonly q?: string;
}

export function readSearchSearch(search: Record<string, unknown>): SearchSearch {
  const { q } = search;
  // The router takes `q=12` and `q=true` for what they look like.
  return ['string', 'number', 'boolean'].includes(typeof q) ? { q: String(q) } : {};
}
