import { readFileSync, statSync } from 'node:fs';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { TokenRecord } from './token.ts';

/** A row takes 300 bytes and a sensor needs one: enough for a fleet, and read in a millisecond. */
export const TOKENS_MAX = 10_000;
const FILE_BYTES_MAX = 16 * 1024 * 1024;
const OTHERS_MAY_WRITE = 0o022;

const TokenFile = z.strictObject({
  version: z.literal(1),
  tokens: z.array(TokenRecord).max(TOKENS_MAX),
});

/** The tokens as they are on the disk, and by what a change of the file is noticed. */
export interface TokensOnDisk {
  readonly tokens: readonly TokenRecord[];
  readonly stamp: string;
}

/** Told before reading, so that a change while it is read is noticed the next time. */
export function stampOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.size}`;
}

/** None where there is no file; whatever else cannot be read is `tokens-unreadable`. */
export function readTokens(file: string): TokensOnDisk {
  try {
    const stamp = stampOf(file);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return { tokens: [], stamp };
    if ((stats.mode & OTHERS_MAY_WRITE) !== 0) throw new Error('others may write to it');
    if (stats.size > FILE_BYTES_MAX) throw new Error('it is too large');
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return { tokens: TokenFile.parse(json).tokens, stamp };
  } catch (error) {
    throw new VedetteError('tokens-unreadable', { file, cause: causeOf(error) });
  }
}

/** The text of the file. */
export function tokensText(tokens: readonly TokenRecord[]): string {
  return `${JSON.stringify({ version: 1, tokens }, null, 1)}\n`;
}

function causeOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
}
