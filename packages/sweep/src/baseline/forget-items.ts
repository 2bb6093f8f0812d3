import type { HostState } from './host-state.ts';

/** What of a host to forget; without a subject, all of it. */
export interface ForgetRequest {
  readonly subject?: string | undefined;
  readonly key?: string | undefined;
}

/**
 * Forgets items. A whole subject is learned again at the next sweep; a single key is news when it
 * is seen again.
 */
export function forgetItems(
  state: HostState,
  { subject, key }: ForgetRequest,
): { readonly state: HostState; readonly forgotten: number } {
  const goes = (item: { readonly subject: string; readonly key: string }): boolean =>
    (subject === undefined || item.subject === subject) && (key === undefined || item.key === key);
  const items = state.items.filter((item) => !goes(item));
  const whole = subject === undefined;
  return {
    forgotten: state.items.length - items.length,
    state: {
      ...state,
      items,
      learned:
        key === undefined
          ? state.learned.filter((entry) => !whole && entry.subject !== subject)
          : state.learned,
      expected: whole ? [] : state.expected,
      open: state.open.filter(({ item }) => !whole && (item === undefined || !goes(item))),
    },
  };
}
