import type { TokenInfo, TokenScope } from './token.ts';

/** Whose request it is. */
export interface TokenHolder {
  readonly tokenId: string;
  readonly name: string;
  readonly org: string;
  readonly scope: TokenScope;
}

/** What a new token is to be. */
export interface NewToken {
  readonly org: string;
  readonly name: string;
  readonly scope: TokenScope;
  /** Null or left out for never. */
  readonly expiresMs?: number | null;
}

/** Bearer tokens in one file, shared by the server and the command that makes them. */
export interface TokenStore {
  /** The only time that the token itself is seen. */
  create(wanted: NewToken): Promise<{ readonly token: string; readonly info: TokenInfo }>;
  /** Oldest first; of one organisation, or of all. */
  list(org?: string): Promise<readonly TokenInfo[]>;
  /** Throws `token-unknown` where there is none. Holds for a running server at its next request. */
  revoke(id: string): Promise<TokenInfo>;
  /** Undefined for anybody's guess, and for a token that was revoked or has expired. */
  authenticate(token: string): TokenHolder | undefined;
  /** Whose token has this id; undefined once it was revoked or has expired. */
  holder(id: string): TokenHolder | undefined;
  /** Writes when each was last used; `authenticate` only remembers it. */
  flush(): Promise<void>;
}
