import { DECISIONS, MODES } from '@vedette/identity';
import type { AuthContext } from 'better-auth';
import { z } from 'zod';

import { OUTCOMES, type SignInEntry, type SignInOutcome, STEP_UP_METHODS } from '../types.ts';

type Adapter = AuthContext['adapter'];

const MODEL = 'vedetteSignIn';
/** Entries that one question is answered with. */
export const ENTRIES_MAX = 200;

/** What is kept of a sign-in beside its columns. */
const Details = z.object({
  decision: z.enum(DECISIONS),
  wanted: z.enum(DECISIONS),
  mode: z.enum(MODES),
  score: z.number().nullable(),
  reasons: z.array(z.object({ code: z.string(), contribution: z.number(), text: z.string() })),
  categories: z.array(z.string()),
  failure: z.string().nullable(),
  passedBy: z.enum([...STEP_UP_METHODS, 'two-factor']).nullable(),
  country: z.string().nullable(),
  client: z.string().nullable(),
  deviceKey: z.string().nullable(),
  newDevice: z.boolean(),
  /** What each stage said, for the audit: never sent to a user. */
  stages: z.unknown().optional(),
});
export type Details = Readonly<z.infer<typeof Details>>;

const Row = z.object({
  id: z.coerce.string(),
  reference: z.string(),
  userId: z.coerce.string(),
  sessionId: z.string().nullish(),
  at: z.coerce.date(),
  method: z.string(),
  outcome: z.enum(OUTCOMES),
  answer: z.string(),
  details: z.string(),
});

/** One logged sign-in. */
export interface LoggedSignIn extends Omit<z.infer<typeof Row>, 'details' | 'sessionId' | 'id'> {
  readonly sessionId: string | null;
  readonly details: Details;
}

/** A sign-in that is not logged yet. */
export type NewSignIn = Omit<LoggedSignIn, 'answer'>;

/** Writes a sign-in into the log. */
export async function logSignIn(adapter: Adapter, signIn: NewSignIn): Promise<void> {
  await adapter.create({
    model: MODEL,
    data: { ...signIn, answer: 'open', details: JSON.stringify(signIn.details) },
  });
}

/** A logged sign-in; null for one that is unknown or was pruned. */
export async function findSignIn(
  adapter: Adapter,
  reference: string,
): Promise<LoggedSignIn | null> {
  const found: unknown = await adapter.findOne({
    model: MODEL,
    where: [{ field: 'reference', value: reference }],
  });
  return found === null ? null : readRow(found);
}

/** Says what became of a sign-in. */
export async function concludeSignIn(
  adapter: Adapter,
  signIn: LoggedSignIn,
  end: {
    readonly outcome: SignInOutcome;
    readonly sessionId?: string;
    readonly passedBy?: Details['passedBy'];
  },
): Promise<void> {
  const { outcome, sessionId, passedBy } = end;
  const details = passedBy === undefined ? signIn.details : { ...signIn.details, passedBy };
  await adapter.update({
    model: MODEL,
    where: [{ field: 'reference', value: signIn.reference }],
    update: {
      outcome,
      details: JSON.stringify(details),
      ...(sessionId === undefined ? {} : { sessionId }),
    },
  });
}

/** Uses the one answer that the link "was this you?" takes; false when it was given before. */
export async function answerOnce(
  adapter: Adapter,
  reference: string,
  answer: 'yes' | 'no',
): Promise<boolean> {
  const won: unknown = await adapter.incrementOne({
    model: MODEL,
    where: [
      { field: 'reference', value: reference },
      { field: 'answer', value: 'open' },
    ],
    increment: {},
    set: { answer },
  });
  return won !== null;
}

/** Gives an answer back that could not be acted on: the link works again. */
export async function reopenAnswer(adapter: Adapter, reference: string): Promise<void> {
  const where = [{ field: 'reference', value: reference }];
  await adapter.update({ model: MODEL, where, update: { answer: 'open' } });
}

/** The newest sign-ins, of one user or of all. */
export async function listSignIns(
  adapter: Adapter,
  asked: { readonly userId?: string | undefined; readonly limit: number },
): Promise<LoggedSignIn[]> {
  const { userId, limit } = asked;
  const found: unknown[] = await adapter.findMany({
    model: MODEL,
    where: userId === undefined ? [] : [{ field: 'userId', value: userId }],
    sortBy: { field: 'at', direction: 'desc' },
    limit: Math.min(limit, ENTRIES_MAX),
  });
  return found.map(readRow);
}

/** A sign-in as people see it. */
export function entryOf(signIn: LoggedSignIn, currentSessionId: string | null): SignInEntry {
  const { reference, userId, at, method, outcome, sessionId, details } = signIn;
  const { deviceKey: _key, stages: _stages, ...shown } = details;
  return {
    id: reference,
    userId,
    at: at.toISOString(),
    method,
    outcome,
    ...shown,
    current: sessionId !== null && sessionId === currentSessionId,
  };
}

function readRow(found: unknown): LoggedSignIn {
  const { id: _id, details, sessionId, ...row } = Row.parse(found);
  const kept: unknown = JSON.parse(details);
  return { ...row, sessionId: sessionId ?? null, details: Details.parse(kept) };
}
