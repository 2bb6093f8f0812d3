import {
  assessSignInNow,
  assessStages,
  confirmSignIn,
  createDigestKey,
  createPopulation,
  decodeRecord,
  decodeSignature,
  DEFAULT_SETTINGS,
  EMPTY_RECORD,
  encodeRecord,
  keepPending,
  readClient,
  readRbaRow,
  type SignIn,
  type UserRecord,
} from '@vedette/identity';

import { type BenchReport, type BenchResult, ceiling, figure } from './benchmark.ts';
import { drawService } from './identity/draw-service.ts';
import { createFreeman } from './identity/freeman.ts';
import { writeRow } from './identity/generate/write-row.ts';
import { describeMachine } from './machine.ts';

const USERS = 1000;
const MILLION = 1_000_000;
const ROUNDS = 7;
const PER_ROUND = 4000;
const NS_PER_US = 1000;
const SETTINGS = { ...DEFAULT_SETTINGS, mode: 'enforce' } as const;
/** Sign-ins of a thousand users that are enough for everybody to have a history. */
const LEARNED_MAX = 60_000;

/** What a decision costs in time and a user in bytes. */
export async function benchIdentitySpeed(parts: readonly string[]): Promise<BenchReport> {
  const machine = describeMachine();
  const wanted = new Set(parts.length === 0 ? ['thousand', 'million'] : parts);
  const ground = await prepare();
  const results: BenchResult[] = [];
  if (wanted.has('thousand')) results.push(...thousand(ground), ...bytes(ground));
  if (wanted.has('million')) results.push(...million(ground));
  return { name: 'identity-speed', machine, versions: { node: process.versions.node }, results };
}

interface Ground {
  readonly population: ReturnType<typeof createPopulation>;
  readonly records: readonly UserRecord[];
  readonly signIns: readonly { readonly user: number; readonly signIn: SignIn }[];
  readonly freeman: ReturnType<typeof createFreeman>;
}

async function prepare(): Promise<Ground> {
  const { attempts } = drawService(11, USERS);
  const digestKey = createDigestKey('bench');
  const population = createPopulation();
  const freeman = createFreeman();
  const records = new Map<string, UserRecord>();
  const last = new Map<string, SignIn>();
  for (const attempt of attempts.filter(({ succeeded }) => succeeded).slice(0, LEARNED_MAX)) {
    const { signIn } = readRbaRow(writeRow(attempt, 0), { digestKey, failures: 0 });
    const record = records.get(attempt.user) ?? EMPTY_RECORD;
    const { signature } = record;
    const id = String(attempt.atMs);
    const { learnable } = assessSignInNow({
      id,
      signIn,
      signature,
      population,
      settings: SETTINGS,
    });
    const kept = keepPending(record, learnable, { asked: 'allow', wanted: 'allow' });
    records.set(attempt.user, confirmSignIn(kept, id, population).record);
    freeman.learn(attempt.user, signIn);
    last.set(attempt.user, signIn);
  }
  await Promise.resolve();
  const users = [...records];
  return {
    population,
    freeman,
    // As they come out of a store, which is where an application has them from.
    records: users.map(([, record]) => decodeRecord(encodeRecord(record))),
    signIns: users.map(([user], index) => {
      const signIn = last.get(user);
      if (signIn === undefined) throw new TypeError('who has a record has signed in');
      // One in ten comes from elsewhere, so that the longer way is measured, too.
      const odd = index % 10 === 0 && signIn.address !== null;
      return {
        user: index,
        signIn: odd
          ? { ...signIn, address: { key: 'x', asn: 64_999, country: 'CL', kind: 'access' } }
          : signIn,
      };
    }),
  };
}

function thousand({ population, records, signIns, freeman }: Ground): BenchResult[] {
  const stages = (at: number): unknown => {
    const one = signIns[at % signIns.length];
    const record = records[one?.user ?? 0];
    if (one === undefined || record === undefined) throw new TypeError('there are users');
    return assessStages({ id: 'x', signIn: one.signIn, signature: record.signature, population });
  };
  const whole = (at: number): unknown => {
    const one = signIns[at % signIns.length];
    const record = records[one?.user ?? 0];
    if (one === undefined || record === undefined) throw new TypeError('there are users');
    const { signIn } = one;
    const { signature } = record;
    return assessSignInNow({ id: 'x', signIn, signature, population, settings: SETTINGS });
  };
  const published = (at: number): unknown => {
    const one = signIns[at % signIns.length];
    return one === undefined ? 0 : freeman.score(String(1_000_000 + one.user), one.signIn);
  };
  const digestKey = createDigestKey('bench');
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
  return [
    ceiling('stages one and two of a sign-in, 1,000 users', 'µs', {
      ours: fastest(stages),
      peers: { 'Freeman 2016': fastest(published) },
      below: 10,
    }),
    figure('the same with thresholds, reasons in words and the audit record', 'µs', fastest(whole)),
    figure(
      'reading a user agent',
      'µs',
      fastest(() => readClient(agent, digestKey)),
    ),
  ];
}

function bytes({ records }: Ground): BenchResult[] {
  const encoded = records.map(encodeRecord);
  const at = (sizes: readonly number[], share: number): number =>
    sizes.toSorted((a, b) => a - b)[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ??
    0;
  const signatures = encoded.map(({ signature }) => Buffer.byteLength(signature));
  const learning = encoded.map(({ learning }) => Buffer.byteLength(learning));
  return [
    ceiling('signature of a user, median', 'bytes', { ours: at(signatures, 0.5), below: 2048 }),
    ceiling('signature of a user, 99 of 100 below', 'bytes', {
      ours: at(signatures, 0.99),
      below: 2048,
    }),
    figure(
      'journal and quarantine of a user, read only to learn, median',
      'bytes',
      at(learning, 0.5),
    ),
  ];
}

/** A million users' signatures as they are stored, one look-up and one decision each. */
function million({ population, records, signIns }: Ground): BenchResult[] {
  const texts = records.map(({ signature }) =>
    Buffer.from(encodeRecord({ ...EMPTY_RECORD, signature }).signature),
  );
  const starts = new Float64Array(MILLION + 1);
  for (let user = 0; user < MILLION; user += 1)
    starts[user + 1] = (starts[user] ?? 0) + (texts[user % texts.length]?.length ?? 0);
  const total = starts[MILLION] ?? 0;
  const CHUNK = 1 << 28;
  const chunks = Array.from({ length: Math.ceil(total / CHUNK) + 1 }, () =>
    Buffer.allocUnsafe(CHUNK + 8192),
  );
  for (let user = 0; user < MILLION; user += 1) {
    const start = starts[user] ?? 0;
    texts[user % texts.length]?.copy(
      chunks[Math.floor(start / CHUNK)] ?? Buffer.alloc(0),
      start % CHUNK,
    );
  }
  const decide = (at: number): unknown => {
    // A stride that is prime to the number of users: every look-up is somewhere else.
    const user = (at * 611_953) % MILLION;
    const start = starts[user] ?? 0;
    const length = (starts[user + 1] ?? 0) - start;
    const offset = start % CHUNK;
    const text = chunks[Math.floor(start / CHUNK)]?.toString('utf8', offset, offset + length) ?? '';
    const signature = decodeSignature(text);
    const one = signIns[(user % texts.length) % signIns.length];
    if (one === undefined) throw new TypeError('there are users');
    return assessStages({ id: 'x', signIn: one.signIn, signature, population });
  };
  return [
    figure(
      'stages one and two with reading the stored signature, 1,000,000 users',
      'µs',
      fastest(decide),
    ),
    figure('signatures of 1,000,000 users', 'MiB', Math.round(total / 2 ** 20)),
  ];
}

/**
 * CPU time of one call in µs: the best of several rounds, as every disturbance only adds. CPU time
 * and not wall time, because other programs share the machine.
 */
function fastest(run: (at: number) => unknown): number {
  let best = Infinity;
  let at = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let n = 0; n < PER_ROUND; n += 1) {
      run(at);
      at += 1;
    }
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / PER_ROUND);
  }
  return Math.round(best * NS_PER_US) / NS_PER_US;
}
