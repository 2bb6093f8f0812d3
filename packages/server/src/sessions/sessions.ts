import { digestOf, newSecret } from './secret.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** A working day with its breaks. */
const IDLE_MAX_MS = 12 * HOUR_MS;
/** However much a session is used, its person proves once a week who they are. */
export const LIFE_MAX_MS = 7 * 24 * HOUR_MS;
/** A team has a few for each person; beyond it the longest unused one ends. */
const SESSIONS_MAX = 1_000;
/** What of its digest names a session where its secret must not stand. */
const ID_CHARS = 12;

/** Whom a session is for, and by which token they came. */
export interface SessionOwner {
  /** The session ends with it. */
  readonly tokenId: string;
  readonly name: string;
  readonly org: string;
  readonly scope: 'view' | 'operate';
}

/** What a browser may do after somebody has logged in with it. */
export interface Session extends SessionOwner {
  /** Names it in limits; opens nothing. */
  readonly id: string;
  /** What pages send along to prove that they are ours: other origins cannot read it. */
  readonly csrf: string;
  /** When it ends if it is not used; Unix time in ms. */
  readonly expiresMs: number;
}

/** The sessions of a server, which end with it. */
export interface Sessions {
  /** A new one, always with a new secret: none can be given to somebody before they log in. */
  readonly begin: (owner: SessionOwner) => { readonly secret: string; readonly session: Session };
  /** The session of a secret, which is used by this; undefined for none, or one that has ended. */
  readonly use: (secret: string) => Session | undefined;
  readonly end: (secret: string) => void;
}

export interface SessionsOptions {
  /** Unix time in ms. */
  readonly nowMs: () => number;
  /** Whether a token still lets anybody in. */
  readonly holds: (tokenId: string) => boolean;
}

/** No session yet. */
export function createSessions({ nowMs, holds }: SessionsOptions): Sessions {
  /** By the digest of its secret; in the order of last use. */
  const sessions = new Map<string, { readonly session: Session; readonly bornMs: number }>();
  const keep = (digest: string, session: Session, bornMs: number): Session => {
    const expiresMs = Math.min(nowMs() + IDLE_MAX_MS, bornMs + LIFE_MAX_MS);
    const kept = { ...session, expiresMs };
    sessions.delete(digest);
    sessions.set(digest, { session: kept, bornMs });
    return kept;
  };
  return {
    begin(owner) {
      const now = nowMs();
      for (const [digest, { session }] of sessions) {
        if (session.expiresMs <= now) sessions.delete(digest);
      }
      const [oldest] = sessions.keys();
      if (sessions.size >= SESSIONS_MAX && oldest !== undefined) sessions.delete(oldest);
      const secret = newSecret();
      const digest = digestOf(secret);
      const id = `session-${digest.slice(0, ID_CHARS)}`;
      const { tokenId, name, org, scope } = owner;
      const begun = { tokenId, name, org, scope, id, csrf: newSecret(), expiresMs: 0 };
      return { secret, session: keep(digest, begun, now) };
    },
    use(secret) {
      const digest = digestOf(secret);
      const found = sessions.get(digest);
      if (found === undefined) return undefined;
      if (found.session.expiresMs > nowMs() && holds(found.session.tokenId)) {
        return keep(digest, found.session, found.bornMs);
      }
      sessions.delete(digest);
      return undefined;
    },
    end: (secret) => void sessions.delete(digestOf(secret)),
  };
}
