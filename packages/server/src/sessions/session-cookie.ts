import { parseCookie, stringifySetCookie } from 'cookie';

import { SECRET } from './secret.ts';

/** Not `__Host-`, which no browser takes by http from 127.0.0.1 alike. */
export const SESSION_COOKIE = 'vedette_session';
const MS_PER_SECOND = 1_000;

/** The secret in a `Cookie` header; undefined where there is none that could be one. */
export function readSessionCookie(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  // What could be none is passed over for the next of the same name: anybody on this machine may
  // set cookies for its address, whatever their port.
  const decode = (value: string): string | undefined => (SECRET.test(value) ? value : undefined);
  return parseCookie(header, { decode })[SESSION_COOKIE];
}

export interface NewCookie {
  readonly secret: string;
  /** Whether the browser came by https: then it sends it by nothing else. */
  readonly secure: boolean;
  readonly lifeMs: number;
}

/** The `Set-Cookie` header that gives a session to a browser: to none of its scripts, to no other site. */
export function sessionCookie({ secret, secure, lifeMs }: NewCookie): string {
  return stringifySetCookie({
    ...{
      name: SESSION_COOKIE,
      value: secret,
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
    },
    maxAge: Math.floor(lifeMs / MS_PER_SECOND),
  });
}

/** The `Set-Cookie` header that takes it away. */
export function endedCookie(secure: boolean): string {
  return sessionCookie({ secret: '', secure, lifeMs: 0 });
}
