import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import {
  assessSignInNow,
  confirmSignIn,
  createDigestKey,
  createPopulation,
  DEFAULT_SETTINGS,
  EMPTY_RECORD,
  keepPending,
  readRbaRow,
  RbaRow,
  type UserRecord,
  UNKNOWN_ACCOUNT,
} from '@vedette/identity';
import { parse } from 'csv-parse';

import { type BenchResult, figure } from '../benchmark.ts';
import { createFreeman } from './freeman.ts';
import { foundAt } from './roc.ts';
import { createRules } from './rules.ts';
import { OURS } from './run-service.ts';

const RATES = [0.1, 0.05, 0.01];
/** One user in so many, and every victim: all 3.3 million do not fit in memory. */
const USERS_SHARE = 20;
const ROW_BYTES_MAX = 16_384;

interface Scores {
  readonly legitimate: number[];
  readonly takeovers: number[];
}

/**
 * The public RBA data set (or a file of its form), in order, through every detector: take-overs are
 * what is to be found, and nobody learns them.
 */
export async function benchRbaFile(file: string): Promise<BenchResult[]> {
  const victims = new Set<string>();
  for await (const row of rowsOf(file))
    if (row['Is Account Takeover'] === 'true') victims.add(row['User ID']);
  const scores = await scoreRows(file, (user) => victims.has(user) || isDrawn(user));
  const [ours] = scores.values();
  const counts = figure(
    'sign-ins, and take-overs among them',
    'count',
    ours?.legitimate.length ?? 0,
    {
      'take-overs': ours?.takeovers.length ?? 0,
    },
  );
  return [counts, ...RATES.map((rate) => found(scores, rate))];
}

function found(scores: ReadonlyMap<string, Scores>, rate: number): BenchResult {
  const percent = new Map(
    [...scores].map(([name, { legitimate, takeovers }]) => [
      name,
      Math.round(foundAt(legitimate, takeovers, rate) * 10_000) / 100,
    ]),
  );
  const ours = percent.get(OURS) ?? Number.NaN;
  percent.delete(OURS);
  const best = Math.max(...percent.values());
  return {
    ...{ metric: `take-overs found when ${rate * 100} % are challenged`, unit: '%', ours },
    peers: Object.fromEntries(percent),
    aim: { text: 'above every peer', number: best },
    met: ours > best,
  };
}

async function scoreRows(
  file: string,
  isWanted: (user: string) => boolean,
): Promise<Map<string, Scores>> {
  const population = createPopulation();
  const records = new Map<string, UserRecord>();
  const failures = new Map<string, number>();
  const peers = [createFreeman(), ...createRules()];
  const digestKey = createDigestKey('bench');
  const scores = new Map<string, Scores>(
    [OURS, ...peers.map(({ name }) => name)].map((name) => [
      name,
      { legitimate: [], takeovers: [] },
    ]),
  );
  const note = (name: string, isTakeover: boolean, score: number): void => {
    const own = scores.get(name);
    (isTakeover ? own?.takeovers : own?.legitimate)?.push(score);
  };
  for await (const row of rowsOf(file)) {
    const user = row['User ID'];
    if (user === UNKNOWN_ACCOUNT || !isWanted(user)) continue;
    const read = readRbaRow(row, { digestKey, failures: failures.get(user) ?? 0 });
    if (!read.succeeded) {
      failures.set(user, (failures.get(user) ?? 0) + 1);
      continue;
    }
    failures.delete(user);
    const { signIn, isTakeover } = read;
    const record = records.get(user) ?? EMPTY_RECORD;
    const id = `${user}:${read.index}:${signIn.atMs}`;
    const { signature } = record;
    const assessment = assessSignInNow({
      id,
      signIn,
      signature,
      population,
      settings: DEFAULT_SETTINGS,
    });
    if (signature.learned > 0) {
      note(OURS, isTakeover, assessment.score);
      for (const peer of peers) note(peer.name, isTakeover, peer.score(user, signIn));
    }
    if (isTakeover) continue;
    const kept = keepPending(record, assessment.learnable, { asked: 'allow', wanted: 'allow' });
    records.set(user, confirmSignIn(kept, id, population).record);
    for (const peer of peers) peer.learn(user, signIn);
  }
  return scores;
}

async function* rowsOf(file: string): AsyncGenerator<RbaRow> {
  const parser = createReadStream(file).pipe(
    parse({
      ...{ bom: true, columns: true, relax_column_count: true, relax_quotes: true },
      ...{ max_record_size: ROW_BYTES_MAX, skip_empty_lines: true },
    }),
  );
  for await (const record of parser) {
    const row = RbaRow.safeParse(record);
    if (row.success) yield row.data;
  }
}

function isDrawn(user: string): boolean {
  return createHash('sha256').update(user).digest().readUInt32BE(0) % USERS_SHARE === 0;
}
