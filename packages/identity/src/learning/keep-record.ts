import { featurePrior, priorVariances } from '../gaussian/predictive-law.ts';
import type { Population } from '../population/population.ts';
import { DAY_MS } from '../signature/day.ts';
import { NO_DEVICE } from '../signals/sign-in.ts';
import { learnPopulation } from './learn-population.ts';
import { learnSignIn } from './learn-sign-in.ts';
import type { Learnable, LearnedEntry } from './learnable.ts';
import { novelLevels } from './novel-levels.ts';
import { unlearnSignIn } from './unlearn-sign-in.ts';
import {
  JOURNAL_MAX,
  type Outcome,
  PENDING_MAX,
  quarantineOf,
  ROLL_BACK_DAYS,
  type UserRecord,
} from './user-record.ts';

/** Puts an assessed sign-in into quarantine; nothing is learned from it yet. */
export function keepPending(record: UserRecord, signIn: Learnable, decided: Outcome): UserRecord {
  if (record.paused) return record;
  const others = record.pending.filter((pending) => pending.signIn.id !== signIn.id);
  const isNovel = novelLevels(record.signature, signIn.keys).fresh.length > 0;
  const when = quarantineOf(signIn.atMs, { ...decided, isNovel });
  const entry = { signIn, decision: decided.asked, ...when };
  const pending = [...others, entry];
  return {
    ...record,
    pending: pending.slice(-PENDING_MAX),
    dropped: record.dropped + Math.max(0, pending.length - PENDING_MAX),
  };
}

/** Learns what has survived its quarantine, and forgets challenges that nobody answered. */
export function settleRecord(
  record: UserRecord,
  nowMs: number,
  population: Population,
): UserRecord {
  if (record.pending.length === 0) return record;
  let next = record;
  for (const { signIn, settleAtMs } of record.pending)
    if (settleAtMs !== null && settleAtMs <= nowMs) next = learn(next, signIn, population);
  const pending = record.pending.filter(({ expireAtMs }) => expireAtMs > nowMs);
  return pending.length === record.pending.length ? record : { ...next, pending };
}

/** Learns a sign-in at once: its step-up was passed, or a person said that it was the user. */
export function confirmSignIn(
  record: UserRecord,
  id: string,
  population: Population,
): { readonly record: UserRecord; readonly found: boolean } {
  const found = record.pending.find(({ signIn }) => signIn.id === id);
  if (found === undefined) return { record, found: false };
  const pending = record.pending.filter((entry) => entry !== found);
  return { record: { ...learn(record, found.signIn, population), pending }, found: true };
}

/** Forgets a sign-in whose challenge was failed. */
export function dropSignIn(record: UserRecord, id: string): UserRecord {
  return { ...record, pending: record.pending.filter(({ signIn }) => signIn.id !== id) };
}

/** What a report of "this wasn't me" undid. */
export interface RollBack {
  readonly record: UserRecord;
  /** Sign-ins that were taken out of the signature, or out of quarantine. */
  readonly undone: readonly string[];
}

/**
 * "This wasn't me": takes the sign-in out of the signature and out of quarantine, and with it
 * every later one from the same address or device, because somebody who came once came again.
 */
export function reportSignIn(record: UserRecord, id: string): RollBack {
  const known = [
    ...record.pending.map(({ signIn }) => signIn),
    ...record.journal.map(({ signIn }) => signIn),
  ];
  const reported = known.find((signIn) => signIn.id === id);
  if (reported === undefined) return { record, undone: [] };
  const guilty = (signIn: Learnable): boolean =>
    signIn.id === id || (signIn.atMs >= reported.atMs && sharesOrigin(signIn, reported));
  let { signature } = record;
  for (const entry of record.journal.toReversed())
    if (guilty(entry.signIn)) signature = unlearnSignIn(signature, entry);
  return {
    record: {
      ...record,
      signature,
      pending: record.pending.filter(({ signIn }) => !guilty(signIn)),
      journal: record.journal.filter(({ signIn }) => !guilty(signIn)),
    },
    undone: known.filter(guilty).map((signIn) => signIn.id),
  };
}

function sharesOrigin(a: Learnable, b: Learnable): boolean {
  const { address, device } = b.keys;
  if (address !== null && a.keys.address === address) return true;
  return device !== null && device !== NO_DEVICE && a.keys.device === device;
}

function learn(record: UserRecord, signIn: Learnable, population: Population): UserRecord {
  if (record.paused) return record;
  learnPopulation(population, record.signature, signIn);
  const unknownVariance = priorVariances(featurePrior(population.moments));
  const { signature, entry } = learnSignIn(record.signature, signIn, { unknownVariance });
  return { ...record, signature, journal: trimJournal([...record.journal, entry], signIn.atMs) };
}

function trimJournal(journal: readonly LearnedEntry[], nowMs: number): LearnedEntry[] {
  const oldestMs = nowMs - ROLL_BACK_DAYS * DAY_MS;
  return journal.filter(({ signIn }) => signIn.atMs >= oldestMs).slice(-JOURNAL_MAX);
}
