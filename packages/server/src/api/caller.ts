import type { TokenHolder } from '../tokens/token-store.ts';
import type { TokenScope } from '../tokens/token.ts';

/** Who makes a request, by the token that came with it. */
export type Caller = TokenHolder;
export type Scope = TokenScope;

const ALSO: Readonly<Record<Scope, readonly Scope[]>> = {
  ingest: ['ingest'],
  'sign-ins': ['sign-ins'],
  view: ['view'],
  operate: ['operate', 'view'],
};

/** Whether a token's scope covers what a route needs. */
export function mayDo(scope: Scope, needed: Scope): boolean {
  return ALSO[scope].includes(needed);
}
