import type { GenericEndpointContext } from 'better-auth';

/** What an endpoint is about to answer, as better-auth's dispatcher hands it to after-hooks. */
export interface Answer {
  /** The value, or the error (a redirect is one). */
  readonly returned: unknown;
  readonly headers: Headers | null;
}

/** The answer as it stands, after the hooks of plugins that come before this one. */
export function answerOf({ context }: GenericEndpointContext): Answer {
  const headers = 'responseHeaders' in context ? context.responseHeaders : null;
  return {
    returned: 'returned' in context ? context.returned : undefined,
    headers: headers instanceof Headers ? headers : null,
  };
}
