import type { Assessment } from '../engine/assessment.ts';
import { assessSignInNow, type EngineSettings } from '../engine/assess-sign-in.ts';
import { confirmSignIn, dropSignIn, keepPending, settleRecord } from '../learning/keep-record.ts';
import { EMPTY_RECORD, type UserRecord } from '../learning/user-record.ts';
import { createPopulation, type Population } from '../population/population.ts';
import type { DigestKey } from '../signals/digest-key.ts';
import { readRbaRow, type RbaRow, type RecordedSignIn } from './rba-row.ts';

/** The account in the data set that stands for all unknown ones: two rows in five. */
export const UNKNOWN_ACCOUNT = '-4324475583306591935';

/** How recorded sign-ins are run. */
export interface ReplaySettings {
  readonly engine: EngineSettings;
  readonly digestKey: DigestKey;
}

/** What became of one row. */
export type Replayed =
  | {
      readonly kind: 'assessed';
      readonly recorded: RecordedSignIn;
      readonly assessment: Assessment;
    }
  | { readonly kind: 'failed-attempt' }
  | { readonly kind: 'unknown-account' };

/** A run over recorded sign-ins, in their order. */
export interface Replay {
  readonly next: (row: RbaRow) => Replayed;
  readonly record: (user: string) => UserRecord | undefined;
  readonly population: Population;
  readonly users: () => number;
}

/**
 * Runs recorded sign-ins through the engine as they would have happened: failed attempts count
 * against the next success, allowed ones are learned after their quarantine. A challenge counts
 * as passed, unless the row says afterwards that it was a take-over; nothing else looks at that
 * column.
 */
export function createReplay({ engine, digestKey }: ReplaySettings): Replay {
  const population = createPopulation();
  const records = new Map<string, UserRecord>();
  const failures = new Map<string, number>();
  return {
    population,
    users: () => records.size,
    record: (user) => records.get(user),
    next: (row) => {
      const user = row['User ID'];
      if (user === UNKNOWN_ACCOUNT) return { kind: 'unknown-account' };
      const recorded = readRbaRow(row, { digestKey, failures: failures.get(user) ?? 0 });
      if (!recorded.succeeded) {
        failures.set(user, (failures.get(user) ?? 0) + 1);
        return { kind: 'failed-attempt' };
      }
      failures.delete(user);
      const { signIn } = recorded;
      const before = settleRecord(records.get(user) ?? EMPTY_RECORD, signIn.atMs, population);
      const { signature } = before;
      const id = `${user}:${recorded.index}:${signIn.atMs}`;
      const assessment = assessSignInNow({ id, signIn, signature, population, settings: engine });
      const { decision: asked, wanted } = assessment;
      const kept = keepPending(before, assessment.learnable, { asked, wanted });
      const challenged = asked === 'step-up' || asked === 'deny';
      const after = !challenged
        ? kept
        : recorded.isTakeover
          ? dropSignIn(kept, id)
          : confirmSignIn(kept, id, population).record;
      records.set(user, after);
      return { kind: 'assessed', recorded, assessment };
    },
  };
}
