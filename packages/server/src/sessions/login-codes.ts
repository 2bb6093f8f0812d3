import { digestOf, newSecret } from './secret.ts';
import type { SessionOwner } from './sessions.ts';

/** As long as it takes to change to the browser; it may stand in a terminal's history after it. */
const CODE_LIFE_MS = 10 * 60 * 1_000;
/** Of one server at the same time; beyond it the oldest is good no more. */
const CODES_MAX = 100;

/** A code that was made: seen this once. */
export interface LoginCode {
  readonly code: string;
  /** Unix time in ms. */
  readonly expiresMs: number;
}

/** One-time codes, by which a link opens the pages without a token in it. */
export interface LoginCodes {
  readonly create: (owner: SessionOwner) => LoginCode;
  /** Whom a code lets in, for the first who brings it; undefined for everybody else. */
  readonly redeem: (code: string) => SessionOwner | undefined;
}

/** No code yet. Only their digests are kept. */
export function createLoginCodes(nowMs: () => number): LoginCodes {
  const codes = new Map<string, { readonly owner: SessionOwner; readonly expiresMs: number }>();
  return {
    create(owner) {
      const [oldest] = codes.keys();
      if (codes.size >= CODES_MAX && oldest !== undefined) codes.delete(oldest);
      const code = newSecret();
      const expiresMs = nowMs() + CODE_LIFE_MS;
      codes.set(digestOf(code), { owner, expiresMs });
      return { code, expiresMs };
    },
    redeem(code) {
      const digest = digestOf(code);
      const found = codes.get(digest);
      // Gone before anything is waited for: of two who bring it, one finds it.
      codes.delete(digest);
      return found !== undefined && found.expiresMs > nowMs() ? found.owner : undefined;
    },
  };
}

/** Where a code is brought to: behind `#`, which a browser sends nowhere and a proxy never logs. */
export function loginLink(origin: string, { code }: LoginCode): string {
  return `${origin}/login#code=${code}`;
}
