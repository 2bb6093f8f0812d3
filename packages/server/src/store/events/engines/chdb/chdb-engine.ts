import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

import { VedetteError } from '@vedette/core';

import { createGate } from '../../gate.ts';
import { parseRows } from '../../parse-rows.ts';
import { INSERT_SETTINGS } from '../../query-limits.ts';
import type { SqlEngine, SqlValue, Statement } from '../../sql-engine.ts';
import { VersionRow } from '../../version-row.ts';
import { type EngineLink, EngineLost } from './engine-link.ts';
import { inOurWords } from './in-our-words.ts';
import { startUnlocked } from './start-unlocked.ts';

/** Beyond the engine's own limits, which end a question; this one ends the process. */
const QUERY_MS_MAX = 60_000;
const INSERT_MS_MAX = 120_000;
const CLOSE_MS_MAX = 20_000;
/** After a start that failed, so that one that cannot succeed does not take a whole processor. */
const RESTART_PAUSE_MS = 1_000;
/** A server that was killed leaves an engine behind that needs a moment to notice. */
const LOCK_WAIT_MS = 10_000;
const FOLDER_MODE = 0o700;
/** chDB binds parameters of one question at a time; a block is parsed on several threads. */
const QUERIES = { atOnce: 1, waitingMax: 64 };
const INSERTS = { atOnce: 2, waitingMax: 16 };

/** chDB on a folder, in a process of its own that is started again when it ends. */
export interface ChdbEngine extends SqlEngine {
  /** Of the engine's process; undefined while there is none. */
  readonly pid: number | undefined;
  readonly restarts: number;
}

/** Opens chDB on a folder; the process starts with the first question. */
export function createChdbEngine(folder: string, lockWaitMs = LOCK_WAIT_MS): ChdbEngine {
  const busy = (): Error =>
    new VedetteError('events-busy', { where: folder, problem: 'too many questions wait' });
  const queries = createGate(QUERIES, busy);
  const inserts = createGate(INSERTS, busy);
  let link: Promise<EngineLink> | undefined;
  let live: EngineLink | undefined;
  let starts = 0;
  let notBeforeMs = 0;
  let closed = false;

  const start = async (): Promise<EngineLink> => {
    const pauseMs = notBeforeMs - performance.now();
    if (pauseMs > 0) await setTimeout(pauseMs);
    notBeforeMs = performance.now() + RESTART_PAUSE_MS;
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    live = await startUnlocked(folder, lockWaitMs);
    starts += 1;
    return live;
  };
  const linked = (): Promise<EngineLink> => {
    if (closed) return Promise.reject(new EngineLost('it was closed'));
    if (live?.alive === false) {
      live = undefined;
      link = undefined;
    }
    link ??= start().catch((error: unknown) => {
      link = undefined;
      throw error;
    });
    return link;
  };
  const ask = async (...args: Parameters<EngineLink['ask']>): Promise<Uint8Array> => {
    try {
      return await (await linked()).ask(...args);
    } catch (error) {
      throw inOurWords(folder, error);
    }
  };
  const run = ({ sql, params = {} }: Statement): Promise<Uint8Array> =>
    queries(() => ask({ do: 'run', sql, params: writable(params) }, { withinMs: QUERY_MS_MAX }));

  return {
    engine: 'chdb',
    where: folder,
    get pid() {
      return live?.alive === true ? live.pid : undefined;
    },
    get restarts() {
      return Math.max(0, starts - 1);
    },
    async prepare() {
      return VersionRow.parse(parseRows(await run({ sql: 'SELECT version() AS version' }))[0]);
    },
    query: async (statement) => parseRows(await run(statement)),
    async command(statement) {
      await run(statement);
    },
    async insert({ table, columns, lines, token }) {
      const settings = { ...INSERT_SETTINGS, insert_deduplication_token: token };
      const request = { do: 'insert' as const, table, columns: [...columns], settings };
      await inserts(() => ask(request, { body: lines, withinMs: INSERT_MS_MAX }));
    },
    // What was under way ended with its process, and only one process has the folder.
    settle: () => Promise.resolve(),
    async close() {
      if (closed) return;
      closed = true;
      const engine = await link?.catch(() => undefined);
      if (engine === undefined) return;
      await engine.close(CLOSE_MS_MAX);
    },
  };
}

/** Numbers as text: chDB refuses whole numbers that JavaScript may have rounded, also for floats. */
function writable(params: Readonly<Record<string, SqlValue>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'object' ? [...value] : String(value),
    ]),
  );
}
