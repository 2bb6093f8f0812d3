import { z } from 'zod';

import { DECISIONS } from '../decision/decision.ts';
import { decodeSignature, encodeSignature } from '../signature/signature-codec.ts';
import { Learnable, LearnedEntry } from './learnable.ts';
import { JOURNAL_MAX, PENDING_MAX, type UserRecord } from './user-record.ts';

const Stored = z.strictObject({
  pending: z
    .array(
      z.strictObject({
        signIn: Learnable,
        decision: z.enum(DECISIONS),
        settleAtMs: z.number().nullable(),
        expireAtMs: z.number(),
      }),
    )
    .max(PENDING_MAX),
  journal: z.array(LearnedEntry).max(JOURNAL_MAX),
  dropped: z.number().int().min(0),
  paused: z.boolean(),
});

/** A record as an application keeps it: the signature apart, which is all that scoring reads. */
export interface EncodedRecord {
  readonly signature: string;
  readonly learning: string;
}

/** A record as two texts: one that every sign-in reads, one that only learning does. */
export function encodeRecord({ signature, ...learning }: UserRecord): EncodedRecord {
  return { signature: encodeSignature(signature), learning: JSON.stringify(learning) };
}

/**
 * A record from its texts.
 *
 * @throws Error for texts that are no record
 */
export function decodeRecord({ signature, learning }: EncodedRecord): UserRecord {
  const rest: unknown = JSON.parse(learning);
  const stored = Stored.parse(rest);
  return { ...stored, signature: decodeSignature(signature) };
}
