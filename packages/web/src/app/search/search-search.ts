/** The question. */
export interface SearchSearch {
  readonly q?: string;
}

export function readSearchSearch(search: Record<string, unknown>): SearchSearch {
  const { q } = search;
  return typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {};
}
