import { queryOptions, useQuery } from '@tanstack/react-query';

import { type Answer, ask, keepCsrf } from './ask.ts';
import { ApiProblem } from './problem.ts';

export type Session = Answer<'GET /v1/session'>;

const UNAUTHENTICATED = 401;

/** Who is logged in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return kept(await ask('GET /v1/session', { signal }));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === UNAUTHENTICATED) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** Logs in with the code of a login link, or with a token. */
export async function logIn(
  proof: { readonly code: string } | { readonly token: string },
): Promise<Session> {
  return kept(await ask('POST /v1/session', { body: proof }));
}

export async function logOut(): Promise<void> {
  await ask('DELETE /v1/session');
}

/** Why somebody who may only look cannot do something; undefined for who can. */
export function useWhyNot(): string | undefined {
  const { data } = useQuery(sessionQuery);
  return data?.scope === 'operate' ? undefined : 'Your login may only look (scope view).';
}

function kept(session: Session): Session {
  keepCsrf(session.csrf);
  return session;
}
