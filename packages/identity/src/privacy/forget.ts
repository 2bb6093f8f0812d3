import { EMPTY_RECORD, ROLL_BACK_DAYS, type UserRecord } from '../learning/user-record.ts';
import { mapLevels } from '../learning/learn-sign-in.ts';
import { withItems } from '../signature/tally.ts';
import { DAY_MS, dayOf, RETENTION_DAYS } from '../signature/day.ts';

/**
 * Starts a user anew, keeping only whether learning is paused. Deletion is the application's:
 * without the row nothing is left, because the population holds no one's name.
 */
export function resetRecord({ paused }: UserRecord): UserRecord {
  return { ...EMPTY_RECORD, paused };
}

/**
 * Drops what is older than its retention: values not seen for 180 days, entries for rolling back
 * after 30, waiting sign-ins past their time. To be run over all users now and then, because a
 * user who never comes back is otherwise never looked at; null says that nothing is left.
 */
export function pruneRecord(record: UserRecord, nowMs: number): UserRecord | null {
  const today = dayOf(nowMs);
  const { last } = record.signature;
  if (last !== null && today - dayOf(last.atMs) > RETENTION_DAYS) return null;
  return {
    ...record,
    pending: record.pending.filter(
      ({ expireAtMs }) => expireAtMs > nowMs - RETENTION_DAYS * DAY_MS,
    ),
    journal: record.journal.filter(({ signIn }) => signIn.atMs > nowMs - ROLL_BACK_DAYS * DAY_MS),
    signature: {
      ...record.signature,
      levels: mapLevels(record.signature, (_level, tally) => {
        const items = tally.items.filter(({ lastDay }) => today - lastDay <= RETENTION_DAYS);
        const kept = items.reduce((sum, { weight }) => sum + weight, 0);
        return items.length === tally.items.length
          ? tally
          : withItems({ ...tally, total: kept }, items);
      }),
    },
  };
}
