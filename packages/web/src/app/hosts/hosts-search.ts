/** Which hosts are shown. */
export interface HostsSearch {
  readonly filter?: string;
}

const FILTER_CHARS_MAX = 500;

export function readHostsSearch({ filter }: Record<string, unknown>): HostsSearch {
  // The router reads a name that is a number as one.
  const text = typeof filter === 'number' ? String(filter) : filter;
  if (typeof text !== 'string' || text === '') return {};
  return { filter: text.slice(0, FILTER_CHARS_MAX) };
}
