import type { SignInsStatus } from './history/history-api.ts';
import type { SignInStatus } from './sign-in-service.ts';

/** Counts by name, for metrics and for people. */
function countsOf(status: SignInStatus): Readonly<Record<string, number>> {
  const { assessed, notKept, damaged, unlogged, underway, failures } = status;
  const byCause = Object.entries(failures).map(([cause, count]): [string, number] => [
    `unassessed-${cause}`,
    count,
  ]);
  return {
    ...{ assessed, 'not-kept': notKept, damaged, unlogged, underway },
    ...Object.fromEntries(byCause),
  };
}

/** The status as it is answered. */
export function statusAnswer(status: SignInStatus): SignInsStatus {
  return {
    counts: countsOf(status),
    networkData: status.networkData.map((data) => ({ ...data })),
  };
}

/** The status as metrics have it. */
export function signInLevels(status: SignInStatus): {
  readonly signIns: Readonly<Record<string, number>>;
  readonly networkDataDays: Readonly<Record<string, number>>;
} {
  const ages = status.networkData
    .filter(({ state }) => state === 'ready')
    .map(({ tells, ageDays }): [string, number] => [tells, ageDays ?? 0]);
  return { signIns: countsOf(status), networkDataDays: Object.fromEntries(ages) };
}
