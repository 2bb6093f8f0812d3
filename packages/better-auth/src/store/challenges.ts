import type { AuthContext } from 'better-auth';
import { z } from 'zod';

import { type StepUpMethod, STEP_UP_METHODS } from '../types.ts';

type Adapter = AuthContext['adapter'];

const MODEL = 'vedetteChallenge';
/** Challenges of a user that are looked at when attempts are added up. */
const CHALLENGES_MAX = 50;

/** How a challenge ends, once. */
export type ChallengeEnd = 'passed' | 'failed' | 'cancelled';

const Row = z.object({
  id: z.coerce.string(),
  tokenHash: z.string(),
  userId: z.coerce.string(),
  reference: z.string(),
  firstFactor: z.string(),
  methods: z.string(),
  passkeys: z.string(),
  email: z.string().nullish(),
  credential: z.string().nullish(),
  codeHash: z.string().nullish(),
  codesSent: z.coerce.number(),
  attempts: z.coerce.number(),
  state: z.string(),
  redirectTo: z.string().nullish(),
  categories: z.string(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
});
const Methods = z.array(z.enum(STEP_UP_METHODS));
const Words = z.array(z.string());

/** A challenge as it was made; methods and address do not change during its life. */
export interface Challenge extends Omit<
  z.infer<typeof Row>,
  'methods' | 'passkeys' | 'categories' | 'email' | 'credential' | 'codeHash' | 'redirectTo'
> {
  readonly methods: readonly StepUpMethod[];
  /** Credentials that were enrolled when it was made. */
  readonly passkeys: readonly string[];
  readonly categories: readonly string[];
  readonly email: string | null;
  /** Digest of the password by which it was made; null for who had none. */
  readonly credential: string | null;
  readonly codeHash: string | null;
  readonly redirectTo: string | null;
}

/** A challenge before it has a row. */
export type NewChallenge = Omit<Challenge, 'id' | 'codeHash' | 'codesSent' | 'attempts' | 'state'>;

/** Keeps a new challenge. */
export async function createChallenge(adapter: Adapter, challenge: NewChallenge): Promise<void> {
  const { methods, passkeys, categories, ...rest } = challenge;
  await adapter.create({
    model: MODEL,
    data: {
      ...rest,
      methods: JSON.stringify(methods),
      passkeys: JSON.stringify(passkeys),
      categories: JSON.stringify(categories),
      codesSent: 0,
      attempts: 0,
      state: 'open',
    },
  });
}

/** The open challenge of a token's digest; null for one that is used, spent, expired or unknown. */
export async function findOpenChallenge(
  adapter: Adapter,
  tokenHash: string,
  nowMs: number,
): Promise<Challenge | null> {
  const found: unknown = await adapter.findOne({
    model: MODEL,
    where: [{ field: 'tokenHash', value: tokenHash }],
  });
  const challenge = found === null ? null : readRow(found);
  const isOpen = challenge?.state === 'open' && challenge.expiresAt.getTime() > nowMs;
  return isOpen ? challenge : null;
}

/** Whether a user has an open challenge, in any browser. */
export async function hasOpenChallenge(
  adapter: Adapter,
  userId: string,
  nowMs: number,
): Promise<boolean> {
  const found: unknown = await adapter.findOne({
    model: MODEL,
    where: [
      { field: 'userId', value: userId },
      { field: 'state', value: 'open' },
      { field: 'expiresAt', operator: 'gt', value: new Date(nowMs) },
    ],
  });
  return found !== null;
}

/**
 * Takes one attempt from a challenge's budget before the proof is looked at, so that attempts
 * made at the same time cannot share one. Null when it is spent, used or expired.
 */
export async function takeAttempt(
  adapter: Adapter,
  challenge: Challenge,
  bounds: { readonly attemptsMax: number; readonly nowMs: number },
): Promise<Challenge | null> {
  const taken: unknown = await adapter.incrementOne({
    model: MODEL,
    where: [
      { field: 'id', value: challenge.id },
      { field: 'state', value: 'open' },
      { field: 'attempts', operator: 'lt', value: bounds.attemptsMax },
      { field: 'expiresAt', operator: 'gt', value: new Date(bounds.nowMs) },
    ],
    increment: { attempts: 1 },
  });
  return taken === null ? null : readRow(taken);
}

/** Puts the digest of a new code into a challenge; false when no more may be sent. */
export async function setCode(
  adapter: Adapter,
  challenge: Challenge,
  code: { readonly codeHash: string; readonly codesMax: number },
): Promise<boolean> {
  const set: unknown = await adapter.incrementOne({
    model: MODEL,
    where: [
      { field: 'id', value: challenge.id },
      { field: 'state', value: 'open' },
      { field: 'codesSent', operator: 'lt', value: code.codesMax },
    ],
    increment: { codesSent: 1 },
    set: { codeHash: code.codeHash },
  });
  return set !== null;
}

/** Ends a challenge; only one of those who try at the same time is told true. */
export async function endChallenge(
  adapter: Adapter,
  challenge: Challenge,
  end: ChallengeEnd,
): Promise<boolean> {
  const won: unknown = await adapter.incrementOne({
    model: MODEL,
    where: [
      { field: 'id', value: challenge.id },
      { field: 'state', value: 'open' },
    ],
    increment: {},
    set: { state: end, codeHash: null },
  });
  return won !== null;
}

/** Ends every open challenge of a user. */
export async function cancelChallenges(adapter: Adapter, userId: string): Promise<void> {
  await adapter.updateMany({
    model: MODEL,
    where: [
      { field: 'userId', value: userId },
      { field: 'state', value: 'open' },
    ],
    update: { state: 'cancelled', codeHash: null },
  });
}

/** Attempts and codes of all of a user's challenges since a moment. */
export async function spentSince(
  adapter: Adapter,
  userId: string,
  sinceMs: number,
): Promise<{ readonly attempts: number; readonly codesSent: number }> {
  const found: unknown[] = await adapter.findMany({
    model: MODEL,
    where: [
      { field: 'userId', value: userId },
      { field: 'createdAt', operator: 'gt', value: new Date(sinceMs) },
    ],
    sortBy: { field: 'createdAt', direction: 'desc' },
    limit: CHALLENGES_MAX,
  });
  const rows = found.map(readRow);
  // Whoever fills the list has used up everything.
  if (rows.length >= CHALLENGES_MAX)
    return { attempts: Number.POSITIVE_INFINITY, codesSent: Number.POSITIVE_INFINITY };
  return {
    attempts: rows.reduce((sum, { attempts }) => sum + attempts, 0),
    codesSent: rows.reduce((sum, { codesSent }) => sum + codesSent, 0),
  };
}

function readRow(found: unknown): Challenge {
  const { methods, passkeys, categories, ...columns } = Row.parse(found);
  const { email, credential, codeHash, redirectTo, ...row } = columns;
  return {
    ...row,
    methods: Methods.parse(JSON.parse(methods)),
    passkeys: Words.parse(JSON.parse(passkeys)),
    categories: Words.parse(JSON.parse(categories)),
    email: email ?? null,
    credential: credential ?? null,
    codeHash: codeHash ?? null,
    redirectTo: redirectTo ?? null,
  };
}
