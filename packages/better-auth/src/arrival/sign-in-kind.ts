/**
 * What a new session in an answer means:
 * - `sign-in`: somebody proved who they are; judged. Everything that is not listed here is one, so
 *   that a method this plugin has never heard of is judged and not let through.
 * - `second-factor`: a sign-in that better-auth's own two-factor has already challenged.
 * - `delegated`: for another device that cannot answer a challenge; judged, at most a notice.
 * - `none`: no sign-in: a session that was there is changed, refreshed, lent or switched to.
 */
export type SessionKind = 'sign-in' | 'second-factor' | 'delegated' | 'none';

/** Paths, whole or ending in `/` for all below, of which a new session is no plain sign-in. */
const KINDS: readonly (readonly [string, SessionKind])[] = [
  ['/two-factor/verify-totp', 'second-factor'],
  ['/two-factor/verify-otp', 'second-factor'],
  ['/two-factor/verify-backup-code', 'second-factor'],
  // A television or a terminal; its user has approved it in a browser that was judged.
  ['/device/token', 'delegated'],
  ['/sign-up/', 'none'],
  ['/get-session', 'none'],
  ['/update-session', 'none'],
  ['/update-user', 'none'],
  ['/change-password', 'none'],
  ['/two-factor/enable', 'none'],
  ['/two-factor/disable', 'none'],
  ['/organization/', 'none'],
  // An administrator acts as somebody else, and comes back.
  ['/admin/', 'none'],
  // Between sessions that this browser holds already.
  ['/multi-session/', 'none'],
  // A session that was judged when it was made is handed over by its owner.
  ['/one-time-token/', 'none'],
  // Our own: the challenge has been passed.
  ['/vedette/', 'none'],
];

/** What a new session means at a path. */
export function kindOfPath(path: string): SessionKind {
  const found = KINDS.find(([prefix]) =>
    prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix,
  );
  return found?.[1] ?? 'sign-in';
}

/** Words of a path that say nothing about the method. */
const FILLERS = new Set(['sign-in', 'verify', 'verify-authentication', 'oauth2', 'token']);

/** A sign-in method in a word: `email`, `magic-link`, `callback`, `passkey`. */
export function methodOfPath(path: string): string {
  const words = path.split('/').filter((word) => word !== '' && !word.startsWith(':'));
  return words.find((word) => !FILLERS.has(word)) ?? words[0] ?? 'unknown';
}
