import type { SqlEngine } from './sql-engine.ts';

/** Asked by whoever watches the server, maybe every second: one look serves all of this time. */
const FRESH_MS = 5_000;

/** Writes a row, which needs the engine, its disk and the tables; throws what is in the way. */
export function createStoreCheck(
  engine: SqlEngine,
  { server, nowMs }: { readonly server: string; readonly nowMs: () => number },
): () => Promise<void> {
  let last: { readonly atMs: number; readonly result: Promise<void> } | undefined;
  return () => {
    const atMs = nowMs();
    if (last === undefined || atMs - last.atMs > FRESH_MS) {
      const sql = 'INSERT INTO store_check (server) SELECT {server:String}';
      last = { atMs, result: engine.command({ sql, params: { server } }) };
    }
    return last.result;
  };
}
