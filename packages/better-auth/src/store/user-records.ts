import {
  decodeRecord,
  EMPTY_RECORD,
  encodeRecord,
  type Population,
  type UserRecord,
} from '@vedette/identity';
import type { AuthContext } from 'better-auth';
import { z } from 'zod';

import type { Counters } from '../runtime/counters.ts';
import { scratchOf } from './scratch-population.ts';
import type { SharedPopulation } from './shared-population.ts';

type Adapter = AuthContext['adapter'];

const MODEL = 'vedetteRecord';
/** Sign-ins of one user at the same moment, over all processes; each round lets one through. */
const TRIES_MAX = 24;

const Row = z.object({
  id: z.coerce.string(),
  userId: z.coerce.string(),
  signature: z.string(),
  learning: z.string(),
  revision: z.coerce.number(),
  failures: z.coerce.number(),
});

/** A user's row. */
export interface StoredRecord {
  readonly id: string;
  readonly userId: string;
  readonly record: UserRecord;
  readonly revision: number;
  readonly failures: number;
}

/** What changing a record needs. */
export interface RecordStore {
  readonly adapter: Adapter;
  readonly population: SharedPopulation;
  readonly counters: Counters;
  readonly nowMs: number;
}

/** A change of a record; what it learns goes into the population that it is given. */
export type RecordChange = (record: UserRecord, population: Population) => UserRecord;

/** Nobody won in {@link TRIES_MAX} rounds. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/**
 * A user's record; null for somebody of whom nothing is kept.
 *
 * @throws Error when the store does, or for a damaged row
 */
export async function readRecord(adapter: Adapter, userId: string): Promise<StoredRecord | null> {
  const found: unknown = await adapter.findOne({
    model: MODEL,
    where: [{ field: 'userId', value: userId }],
  });
  return found === null ? null : readRow(found);
}

/** A row as the store gives it. */
export function readRow(found: unknown): StoredRecord {
  const { id, userId, signature, learning, revision, failures } = Row.parse(found);
  return { id, userId, record: decodeRecord({ signature, learning }), revision, failures };
}

/**
 * Changes a record by compare-and-set, so that two sign-ins at once, in one process or several,
 * both count. The change is a function of the record and may run several times; what it learns
 * for everybody is learned once, when it has won.
 *
 * @throws StoreBusy, and whatever the store throws
 */
export async function changeRecord(
  store: RecordStore,
  userId: string,
  change: RecordChange,
): Promise<UserRecord> {
  const { adapter, population, counters, nowMs } = store;
  const everybody = await population.read(adapter);
  for (let tried = 0; tried < TRIES_MAX; tried += 1) {
    const stored = await readRecord(adapter, userId);
    const before = stored?.record ?? EMPTY_RECORD;
    const scratch = scratchOf(everybody);
    const after = change(before, scratch);
    if (await keep(adapter, { stored, userId, after, nowMs })) {
      if (scratch.learned > 0) population.learn((shared) => void change(before, shared));
      return after;
    }
    counters.count('conflicts');
  }
  throw new StoreBusy(`the record changed ${TRIES_MAX} times while it was changed`);
}

async function keep(
  adapter: Adapter,
  kept: {
    readonly stored: StoredRecord | null;
    readonly userId: string;
    readonly after: UserRecord;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const { stored, userId, after, nowMs } = kept;
  const at = new Date(nowMs);
  const { signature, learning } = encodeRecord(after);
  if (stored !== null) {
    if (after === stored.record) return true;
    const won: unknown = await adapter.incrementOne({
      model: MODEL,
      where: [
        { field: 'id', value: stored.id },
        { field: 'revision', value: stored.revision },
      ],
      increment: { revision: 1 },
      set: { signature, learning, updatedAt: at },
    });
    return won !== null;
  }
  const data = { userId, signature, learning, revision: 1, failures: 0 };
  try {
    await adapter.create({ model: MODEL, data: { ...data, updatedAt: at, prunedAt: at } });
    return true;
  } catch (error) {
    // The other of two first sign-ins made the row; anything else is the store's failure.
    if ((await readRecord(adapter, userId)) === null) throw error;
    return false;
  }
}

/** Counts a failed attempt; nothing happens for somebody of whom nothing is kept. */
export async function addFailure(adapter: Adapter, userId: string): Promise<void> {
  await adapter.incrementOne({
    model: MODEL,
    where: [{ field: 'userId', value: userId }],
    increment: { failures: 1 },
  });
}

/** Forgets failed attempts, once somebody is known to have been the user. */
export async function clearFailures(adapter: Adapter, userId: string): Promise<void> {
  await adapter.incrementOne({
    model: MODEL,
    where: [
      { field: 'userId', value: userId },
      { field: 'failures', operator: 'gt', value: 0 },
    ],
    increment: {},
    set: { failures: 0 },
  });
}

/** Deletes a record as it was read; false when it has changed since. */
export async function deleteRecord(adapter: Adapter, stored: StoredRecord): Promise<boolean> {
  const deleted = await adapter.deleteMany({
    model: MODEL,
    where: [
      { field: 'id', value: stored.id },
      { field: 'revision', value: stored.revision },
    ],
  });
  return deleted > 0;
}
