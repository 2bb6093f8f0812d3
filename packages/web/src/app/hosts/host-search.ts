/** What of a host's page is asked for: a process that somebody wants to freeze. */
export interface HostSearch {
  readonly pid?: number;
}

export function readHostSearch({ pid }: Record<string, unknown>): HostSearch {
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? { pid } : {};
}
