import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  createDigestKey,
  createReplay,
  DEFAULT_SETTINGS,
  type EngineSettings,
  encodeSignature,
  type RBA_COLUMNS,
  RbaRow,
  type Replay,
  type Replayed,
} from '@vedette/identity';
import { stateFolder } from '@vedette/sweep';
import { parse } from 'csv-parse';

import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';
import { signInLine, type SignInTotals, totalsLine } from '../sign-in-text.ts';

/** The options of `vedette signins replay`. */
export interface ReplayOptions extends CommonOptions {
  readonly mode?: EngineSettings['mode'];
  readonly budget?: number;
  readonly lang?: EngineSettings['locale'];
}

/** One row of the data set is about 500 bytes; anything much longer is no row. */
const ROW_BYTES_MAX = 16_384;
const NEEDED = [
  'Login Timestamp',
  'User ID',
] as const satisfies readonly (typeof RBA_COLUMNS)[number][];
/** Users whose signatures are kept for `signins explain`; a whole data set has millions. */
const KEPT_USERS_MAX = 20_000;
const DIGEST_KEY_BYTES = 32;

/** `vedette signins replay FILE.csv`: recorded sign-ins through the engine, offline. */
export async function replaySignIns(
  here: Surroundings,
  file: string,
  options: ReplayOptions,
): Promise<number> {
  const engine: EngineSettings = {
    ...DEFAULT_SETTINGS,
    mode: options.mode ?? 'enforce',
    locale: options.lang ?? 'en',
    challengeBudget: options.budget ?? DEFAULT_SETTINGS.challengeBudget,
  };
  const replay = createReplay({
    engine,
    digestKey: createDigestKey(randomBytes(DIGEST_KEY_BYTES)),
  });
  const last = new Map<string, LastVerdict>();
  const totals: SignInTotals = {
    assessed: 0,
    challenged: 0,
    notified: 0,
    failed: 0,
    unreadable: 0,
  };
  const print = (replayed: Replayed): void => {
    if (replayed.kind === 'failed-attempt') totals.failed += 1;
    if (replayed.kind !== 'assessed') return;
    const { recorded, assessment } = replayed;
    const { score, decision, reasons, stages } = assessment;
    totals.assessed += 1;
    if (decision === 'step-up' || decision === 'deny') totals.challenged += 1;
    if (decision === 'notify') totals.notified += 1;
    const index = /^\d{1,15}$/.test(recorded.index) ? Number(recorded.index) : totals.assessed - 1;
    const { user } = recorded;
    last.delete(user);
    last.set(user, { at: new Date(assessment.atMs).toISOString(), score, decision, reasons });
    if (last.size > KEPT_USERS_MAX) last.delete(last.keys().next().value ?? '');
    if (options.json === true)
      here.stdout.write(`${safeJson({ index, user, score, decision, reasons, stages })}\n`);
    else if (decision !== 'allow') here.stdout.write(signInLine({ index, user, assessment }));
  };
  const path = resolve(here.cwd, file);
  for await (const record of readRecords(path)) {
    const row = RbaRow.safeParse(record);
    if (row.success) print(replay.next(row.data));
    else totals.unreadable += 1;
  }
  await keepForExplain(here, replay, last);
  const summary = totalsLine(totals, replay.users());
  (options.json === true ? here.stderr : here.stdout).write(summary);
  return totals.unreadable > 0 ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

/** What `signins explain` says of a user's last sign-in. */
export interface LastVerdict {
  readonly at: string;
  readonly score: number;
  readonly decision: string;
  readonly reasons: readonly { readonly contribution: number; readonly text: string }[];
}

/** Where the last replay's signatures are kept. */
export function signInsFile(env: Surroundings['env']): string {
  return join(dirname(stateFolder(env)), 'signins', 'replay.ndjson');
}

async function* readRecords(path: string): AsyncGenerator {
  const problem = (text: string): VedetteError => new VedetteError('usage', { problem: text });
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      const missing = NEEDED.filter((name) => !names.includes(name));
      if (missing.length > 0)
        throw problem(
          `${escapeText(path)} has no column ${missing.join(', ')}: not recorded sign-ins`,
        );
      return names;
    },
    max_record_size: ROW_BYTES_MAX,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const input = createReadStream(path);
  input.on('error', (error) => parser.destroy(error));
  try {
    yield* input.pipe(parser);
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw problem(`cannot read sign-ins from ${escapeText(path)}: ${escapeText(cause)}`);
  } finally {
    input.destroy();
  }
}

async function keepForExplain(
  here: Surroundings,
  replay: Replay,
  last: ReadonlyMap<string, LastVerdict>,
): Promise<void> {
  const file = signInsFile(here.env);
  const lines = [...last].map(([user, verdict]) => {
    const signature = replay.record(user)?.signature;
    return signature === undefined
      ? ''
      : `${JSON.stringify({ user, last: verdict, signature: encodeSignature(signature) })}\n`;
  });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, lines.join(''), { mode: 0o600 });
  await rename(fresh, file);
}
