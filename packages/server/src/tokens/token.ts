import { z } from 'zod';

const TimeMs = z.number().int().nonnegative();
const NAME_CHARS_MAX = 128;

/**
 * What a token may do: a sensor sends, an application has its sign-ins judged, a viewer reads, an
 * operator reads and decides.
 */
export const TokenScope = z.enum(['ingest', 'sign-ins', 'view', 'operate']);
export type TokenScope = z.infer<typeof TokenScope>;

/** Shown in listings and logs; free of what a terminal or a file name would stumble over. */
export const TokenName = z
  .string()
  .min(1)
  .max(NAME_CHARS_MAX)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@:/-]*$/u, 'letters, digits, spaces and . _ @ : / - only');

/** What is kept of a token: everything but the token. */
export const TokenRecord = z.strictObject({
  /** Public part of the token, by which it is listed and revoked. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  org: TokenName,
  name: TokenName,
  scope: TokenScope,
  /** SHA-256 of the whole token; 256 random bits need no slower hash. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdMs: TimeMs,
  /** Null for never. */
  expiresMs: TimeMs.nullable(),
  /** To a few minutes; null for never. */
  lastUsedMs: TimeMs.nullable(),
});
export type TokenRecord = z.infer<typeof TokenRecord>;

/** A token without what it is recognised by: for listings and for the API. */
export type TokenInfo = Omit<TokenRecord, 'sha256'>;
