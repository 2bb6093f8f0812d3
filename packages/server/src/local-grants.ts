import { createHash, randomBytes } from 'node:crypto';

import type { TokenHolder } from './tokens/token-store.ts';
import type { TokenScope } from './tokens/token.ts';

/** Tokens that hold for as long as this process runs, and that no file keeps. */
export interface LocalGrants {
  readonly grant: (scope: TokenScope, name: string) => string;
  readonly authenticate: (token: string) => TokenHolder | undefined;
  /** Whose token has this id. */
  readonly holder: (tokenId: string) => TokenHolder | undefined;
}

const TOKEN_BYTES = 32;
const PREFIX = 'vdt_local_';
/** The sensor beside the server, and the commands of its owner; more would be a mistake. */
const GRANTS_MAX = 16;

/** Grants of one organisation. */
export function createLocalGrants(org: string): LocalGrants {
  const holders = new Map<string, TokenHolder>();
  return {
    grant(scope, name) {
      if (holders.size >= GRANTS_MAX) throw new RangeError('too many local grants');
      const token = `${PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      holders.set(digest(token), { tokenId: `local-${holders.size + 1}`, name, org, scope });
      return token;
    },
    holder: (id) => holders.values().find(({ tokenId }) => tokenId === id),
    // Looked up by a digest, so that the time it takes says nothing of how much was right.
    authenticate: (token) => (token.startsWith(PREFIX) ? holders.get(digest(token)) : undefined),
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
