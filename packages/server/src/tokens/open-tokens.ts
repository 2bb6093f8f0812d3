import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { writeWhole } from '../state/write-whole.ts';
import { underFileLock } from '../state/file-lock.ts';
import { type TokenInfo, TokenName, type TokenRecord, TokenScope } from './token.ts';
import { readTokens, stampOf, TOKENS_MAX, type TokensOnDisk, tokensText } from './token-file.ts';
import { idOfToken, isToken, newToken } from './token-secret.ts';
import type { TokenHolder, TokenStore } from './token-store.ts';

/** Where tokens are kept, and what tells the time. */
export interface TokensOptions {
  /** Made when the first token is; for its owner only. */
  readonly file: string;
  /** Unix time in ms. */
  readonly nowMs: () => number;
}

const FOLDER_MODE = 0o700;
/** Every tenth minute is as exact as a listing needs, and writes little. */
const USE_RESOLUTION_MS = 600_000;

const NewTokenSchema = z.strictObject({
  org: TokenName,
  name: TokenName,
  scope: TokenScope,
  expiresMs: z.number().int().positive().nullable().default(null),
});

/**
 * Opens the tokens of a file, or throws `tokens-unreadable`. The server and the command work on
 * the same file: each write is under a lock, and each look notices what the other wrote.
 *
 * @example
 * const tokens = openTokens({ file, nowMs: Date.now });
 * const { token } = await tokens.create({ org: 'acme', name: 'web-1', scope: 'ingest' });
 * tokens.authenticate(token)?.org; // 'acme'
 */
export function openTokens({ file, nowMs }: TokensOptions): TokenStore {
  let known = byId(readTokens(file));
  /** When each was used, as far as the file does not say it. */
  const used = new Map<string, number>();

  /** What is on the disk now, whoever wrote it. */
  function look(): KnownTokens {
    if (stampOf(file) !== known.stamp) known = byId(readTokens(file));
    return known;
  }

  async function change<T>(
    edit: (tokens: readonly TokenRecord[]) => { tokens: readonly TokenRecord[]; result: T },
  ): Promise<T> {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
    return underFileLock(`${file}.lock`, async () => {
      const before = readTokens(file).tokens;
      const { tokens, result } = edit(before);
      if (tokens !== before) await writeWhole(file, tokensText(tokens));
      return result;
    });
  }

  return {
    async create(wanted) {
      const parsed = NewTokenSchema.safeParse(wanted);
      if (!parsed.success) throw invalid(parsed.error);
      return change((tokens) => {
        if (tokens.length >= TOKENS_MAX) {
          throw new VedetteError('tokens-full', { count: tokens.length });
        }
        const { token, id, sha256 } = newToken();
        const createdMs = Math.trunc(nowMs());
        const record = { id, ...parsed.data, sha256, createdMs, lastUsedMs: null };
        return { tokens: [...tokens, record], result: { token, info: infoOf(record) } };
      });
    },
    list: async (org) =>
      [...look().tokens.values()]
        .filter((record) => org === undefined || record.org === org)
        .map((record) => infoOf({ ...record, lastUsedMs: lastUseOf(record, used) })),
    revoke: (id) =>
      change((tokens) => {
        const revoked = tokens.find((record) => record.id === id);
        if (revoked === undefined) throw new VedetteError('token-unknown', { id });
        used.delete(id);
        return { tokens: tokens.filter((record) => record !== revoked), result: infoOf(revoked) };
      }),
    authenticate(token) {
      const id = idOfToken(token);
      if (id === undefined) return undefined;
      const record = look().tokens.get(id);
      if (!isToken(token, record?.sha256) || record === undefined) return undefined;
      const now = Math.trunc(nowMs());
      const holder = holderOf(record, now);
      if (holder !== undefined) used.set(id, now);
      return holder;
    },
    holder: (id) => holderOf(look().tokens.get(id), nowMs()),
    flush: () =>
      change((tokens) => {
        const isDue = (record: TokenRecord): boolean =>
          (lastUseOf(record, used) ?? 0) - (record.lastUsedMs ?? 0) >= USE_RESOLUTION_MS;
        const updated = tokens.some(isDue)
          ? tokens.map((record) => ({ ...record, lastUsedMs: lastUseOf(record, used) }))
          : tokens;
        if (updated !== tokens) used.clear();
        return { tokens: updated, result: undefined };
      }),
  };
}

function holderOf(record: TokenRecord | undefined, nowMs: number): TokenHolder | undefined {
  if (record === undefined) return undefined;
  const { id, name, org, scope, expiresMs } = record;
  return expiresMs !== null && expiresMs <= nowMs ? undefined : { tokenId: id, name, org, scope };
}

interface KnownTokens {
  readonly stamp: string;
  readonly tokens: ReadonlyMap<string, TokenRecord>;
}

function byId({ tokens, stamp }: TokensOnDisk): KnownTokens {
  return { stamp, tokens: new Map(tokens.map((record) => [record.id, record])) };
}

function lastUseOf(record: TokenRecord, used: ReadonlyMap<string, number>): number | null {
  const now = used.get(record.id);
  return now === undefined ? record.lastUsedMs : Math.max(now, record.lastUsedMs ?? 0);
}

function infoOf({ sha256: _, ...info }: TokenRecord): TokenInfo {
  return info;
}

function invalid(error: z.ZodError): VedetteError {
  const problem = error.issues
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
  return new VedetteError('token-invalid', { problem });
}
