import {
  assessSignInNow,
  confirmSignIn,
  createDigestKey,
  createPopulation,
  DEFAULT_SETTINGS,
  EMPTY_RECORD,
  keepPending,
  type Population,
  readRbaRow,
  settleRecord,
  type SignIn,
  type UserRecord,
} from '@vedette/identity';

import { type BenchResult, figure } from '../benchmark.ts';
import { drawService, type Service } from './draw-service.ts';
import { drawDevice, showDevice } from './generate/devices.ts';
import { type Attempt, dayOfInstant } from './generate/sign-ins.ts';
import type { User } from './generate/users.ts';
import { drawAddress, networksOf } from './generate/world.ts';
import { writeRow } from './generate/write-row.ts';

const DAY_MS = 86_400_000;
const USERS = 150;
/** An attacker who has not blended in after so many days is said not to. */
const DAYS_MAX = 60;
const HISTORY_MIN = 12;

/**
 * The boiling frog: somebody with the password, who signs in once a day and fails every challenge,
 * moves one feature at a time from the victim's to his own: first an address of the victim's
 * provider with the victim's browser, then his browser, then his provider. Nobody reports him.
 */
export async function benchBlendIn(seeds: readonly number[]): Promise<BenchResult[]> {
  const outcomes: Outcome[] = [];
  const atOnce: Outcome[] = [];
  for (const seed of seeds) {
    const service = drawService(seed, USERS);
    const { records, population, endMs } = learnService(service);
    for (const user of service.users.values()) {
      const record = records.get(user.id);
      if (record === undefined || record.signature.learned < HISTORY_MIN) continue;
      const start = { service, user, record, population, fromMs: endMs };
      outcomes.push(blendIn(start, true));
      atOnce.push(blendIn(start, false));
    }
    await Promise.resolve();
  }
  return [
    ...report('one feature at a time', outcomes),
    ...report('all at once, every day', atOnce),
  ];
}

interface Outcome {
  /** Sign-ins until one wholly as the attacker's own was let in; null if never. */
  readonly signIns: number | null;
  readonly challenges: number;
  /** Notices that the victim got, and did not act upon. */
  readonly notices: number;
}

function report(how: string, outcomes: readonly Outcome[]): BenchResult[] {
  const sorted = outcomes.map(({ signIns }) => signIns ?? Infinity).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const share = (is: (outcome: Outcome) => boolean): number =>
    Math.round((10_000 * outcomes.filter(is).length) / outcomes.length) / 100;
  return [
    figure(
      `${how}: sign-ins to blend in, median of ${outcomes.length} victims`,
      'sign-ins',
      Number.isFinite(median) ? median : `more than ${DAYS_MAX}`,
    ),
    figure(
      `${how}: let in within ${DAYS_MAX} days`,
      '%',
      share(({ signIns }) => signIns !== null),
    ),
    figure(
      `${how}: challenged at least once before`,
      '%',
      share(({ challenges }) => challenges > 0),
    ),
    figure(
      `${how}: challenged or notified before`,
      '%',
      share(({ challenges, notices }) => challenges + notices > 0),
    ),
  ];
}

const SETTINGS = { ...DEFAULT_SETTINGS, mode: 'enforce' } as const;
const digestKey = createDigestKey('bench');
const read = (attempt: Attempt): SignIn =>
  readRbaRow(writeRow(attempt, 0), { digestKey, failures: 0 }).signIn;

function learnService({ attempts }: Service): {
  records: Map<string, UserRecord>;
  population: Population;
  endMs: number;
} {
  const population = createPopulation();
  const records = new Map<string, UserRecord>();
  let endMs = 0;
  for (const attempt of attempts) {
    if (!attempt.succeeded) continue;
    const record = records.get(attempt.user) ?? EMPTY_RECORD;
    const { signature } = record;
    const id = String(attempt.atMs);
    const signIn = read(attempt);
    const { learnable } = assessSignInNow({
      id,
      signIn,
      signature,
      population,
      settings: SETTINGS,
    });
    const kept = keepPending(record, learnable, { asked: 'allow', wanted: 'allow' });
    records.set(attempt.user, confirmSignIn(kept, id, population).record);
    endMs = attempt.atMs;
  }
  return { records, population, endMs };
}

interface Start {
  readonly service: Service;
  readonly user: User;
  readonly record: UserRecord;
  readonly population: Population;
  readonly fromMs: number;
}

function blendIn({ service, user, record, population, fromMs }: Start, slowly: boolean): Outcome {
  const { random, world } = service;
  const own = drawDevice(random);
  const network = random.weighted(networksOf(world, user.country).homes);
  const victim = user.devices[0] ?? own;
  const nearby = drawAddress(random, user.home.asn);
  const address = drawAddress(random, network);
  let state = record;
  let challenges = 0;
  let notices = 0;
  let phase = slowly ? 0 : 2;
  for (let day = 1; day <= DAYS_MAX; day += 1) {
    const atMs = fromMs + day * DAY_MS;
    state = settleRecord(state, atMs, population);
    const mine = phase === 2;
    const signIn = read({
      user: user.id,
      atMs,
      country: user.country,
      asn: mine ? network : user.home.asn,
      address: mine ? address : nearby,
      shown: showDevice(phase === 0 ? victim : own, dayOfInstant(atMs)),
      roundTripMs: null,
      succeeded: true,
      label: 'frog',
      cookie: null,
      travels: false,
      viaVpn: false,
    });
    const id = `frog-${day}`;
    const { signature } = state;
    const found = assessSignInNow({ id, signIn, signature, population, settings: SETTINGS });
    const challenged = found.decision === 'step-up';
    if (challenged) challenges += 1;
    if (found.decision === 'notify') notices += 1;
    if (!challenged && mine) return { signIns: day, challenges, notices };
    const { decision: asked, wanted } = found;
    state = keepPending(state, found.learnable, { asked, wanted });
    // He goes on when the last step has become familiar enough to be let in without a notice.
    if (slowly && asked === 'allow') phase = Math.min(2, phase + 1);
  }
  return { signIns: null, challenges, notices };
}
