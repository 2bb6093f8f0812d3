import { pruneRecord, settleRecord } from '@vedette/identity';
import type { AuthContext } from 'better-auth';
import { z } from 'zod';

import type { Runtime } from '../runtime/runtime.ts';
import { changeRecord, deleteRecord, readRow } from './user-records.ts';

type Adapter = AuthContext['adapter'];

/** How often the chores are begun, by whichever sign-in comes next. */
const CHORES_MS = 10 * 60_000;
/** So many lessons are kept sooner, but not by every sign-in while a store is slow to keep them. */
const LESSONS_SOON = 50;
const CHORES_SOON_MS = 10_000;
/** Records that are looked at in one go, and how often each. */
const RECORDS_A_TIME = 50;
const PRUNE_EVERY_MS = 86_400_000;
/** Challenges are kept for a while after their end: attempts on an account are added up. */
const CHALLENGES_KEPT_MS = 2 * 3_600_000;

const Named = z.object({ id: z.coerce.string() });

/** Whether it is time for the chores; who is told yes does them. */
export function takeChores(runtime: Runtime): boolean {
  const nowMs = runtime.nowMs();
  const everyMs = runtime.population.waiting() >= LESSONS_SOON ? CHORES_SOON_MS : CHORES_MS;
  if (nowMs - runtime.choresAtMs < everyMs) return false;
  runtime.choresAtMs = nowMs;
  return true;
}

/**
 * Keeps what was learned for everybody, and drops what is older than its retention: log,
 * challenges, and records of users who do not come back. Bounded, and safe to be done by several
 * processes at once.
 */
export async function doChores(runtime: Runtime, adapter: Adapter): Promise<void> {
  const { population, limits } = runtime;
  const nowMs = runtime.nowMs();
  await pruneRecords(runtime, adapter, nowMs);
  await population.flush(adapter, nowMs);
  await dropOlder(adapter, {
    model: 'vedetteSignIn',
    field: 'at',
    beforeMs: nowMs - limits.logRetentionMs,
  });
  await dropOlder(adapter, {
    model: 'vedetteChallenge',
    field: 'expiresAt',
    beforeMs: nowMs - CHALLENGES_KEPT_MS,
  });
}

async function dropOlder(
  adapter: Adapter,
  old: { readonly model: string; readonly field: string; readonly beforeMs: number },
): Promise<void> {
  const { model, field, beforeMs } = old;
  const where = [{ field, operator: 'lt' as const, value: new Date(beforeMs) }];
  await adapter.deleteMany({ model, where });
}

async function pruneRecords(runtime: Runtime, adapter: Adapter, nowMs: number): Promise<void> {
  const { counters } = runtime;
  const due: unknown[] = await adapter.findMany({
    model: 'vedetteRecord',
    where: [{ field: 'prunedAt', operator: 'lt', value: new Date(nowMs - PRUNE_EVERY_MS) }],
    sortBy: { field: 'prunedAt', direction: 'asc' },
    limit: RECORDS_A_TIME,
  });
  for (const row of due) {
    const { id } = Named.parse(row);
    try {
      await pruneOne(runtime, adapter, row);
    } catch {
      // A damaged row must not keep the others from their turn; its user's sign-ins go on.
      counters.count('choreFailures');
    }
    await adapter.update({
      model: 'vedetteRecord',
      where: [{ field: 'id', value: id }],
      update: { prunedAt: new Date(nowMs) },
    });
  }
}

async function pruneOne(runtime: Runtime, adapter: Adapter, row: unknown): Promise<void> {
  const { population, counters } = runtime;
  const nowMs = runtime.nowMs();
  const stored = readRow(row);
  const isOver = stored.record.pending.length === 0 && pruneRecord(stored.record, nowMs) === null;
  if (isOver) {
    await deleteRecord(adapter, stored);
    return;
  }
  const store = { adapter, population, counters, nowMs };
  await changeRecord(store, stored.userId, (record, everybody) => {
    const settled = settleRecord(record, nowMs, everybody);
    return pruneRecord(settled, nowMs) ?? settled;
  });
}
