import {
  assessSignInNow,
  DEFAULT_SETTINGS,
  type EngineSettings,
} from '../engine/assess-sign-in.ts';
import type { Assessment } from '../engine/assessment.ts';
import { confirmSignIn, keepPending } from '../learning/keep-record.ts';
import { EMPTY_RECORD, type UserRecord } from '../learning/user-record.ts';
import { createPopulation, type Population } from '../population/population.ts';
import type { SignIn } from '../signals/sign-in.ts';

const DAY_MS = 86_400_000;
/** A Monday at nine in the morning, UTC. */
export const START_MS = Date.UTC(2026, 0, 5, 9);

/** An ordinary sign-in of somebody in Norway, with anything changed. */
export function signInAt(atMs: number, other: Partial<SignIn> = {}): SignIn {
  return {
    atMs,
    address: { key: 'home-address', asn: 29_695, country: 'NO', kind: 'access' },
    client: {
      family: 'Chrome',
      major: 120,
      os: 'Windows',
      osMajor: null,
      type: 'desktop',
      modelKey: 'model-a',
    },
    deviceKey: null,
    ja4: null,
    utcOffsetMinutes: null,
    roundTripMs: null,
    failures: 0,
    ...other,
  };
}

/** Everything that is unlike the habit at once. */
export const STRANGER: Partial<SignIn> = {
  address: { key: 'far-address', asn: 64_500, country: 'BR', kind: 'access' },
  client: {
    family: 'Firefox',
    major: 90,
    os: 'Linux',
    osMajor: null,
    type: 'desktop',
    modelKey: 'model-z',
  },
};

/** A user with a habit, and everybody's background. */
export interface Habit {
  record: UserRecord;
  readonly population: Population;
  readonly nowMs: number;
  readonly assess: (signIn: SignIn, settings?: Partial<EngineSettings>) => Assessment;
}

/** A user who has signed in each morning for some days, every time confirmed. */
export function trainedHabit(
  days: number,
  make: (day: number) => SignIn = (day) => signInAt(START_MS + day * DAY_MS),
): Habit {
  const population = createPopulation();
  let record = EMPTY_RECORD;
  const assess = (signIn: SignIn, settings: Partial<EngineSettings> = {}): Assessment =>
    assessSignInNow({
      id: `s${signIn.atMs}`,
      signIn,
      signature: record.signature,
      population,
      settings: { ...DEFAULT_SETTINGS, mode: 'enforce', ...settings },
    });
  for (let day = 0; day < days; day += 1) {
    const { id, learnable } = assess(make(day));
    record = keepPending(record, learnable, { asked: 'allow', wanted: 'allow' });
    record = confirmSignIn(record, id, population).record;
  }
  return {
    get record() {
      return record;
    },
    set record(next) {
      record = next;
    },
    population,
    nowMs: START_MS + days * DAY_MS,
    assess,
  };
}
