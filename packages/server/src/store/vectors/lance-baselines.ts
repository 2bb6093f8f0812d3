import { ShapeRecord, type WorkloadState } from '@vedette/executions';

import type { BaselineChange, BaselineStore, NearShape, TableVersion } from './baseline-store.ts';
import { failingWith } from './failing-with.ts';
import { type BaselinePlace, LanceTables } from './lance-tables.ts';
import { tableName } from './table-name.ts';
import { WorkloadTable } from './workload-table.ts';

/** Reading a table of 50 fragments takes ten times as long as one of one. */
const FRAGMENTS_MAX = 24;
/** Tables that one call compacts: some 60 ms each. */
const OPTIMIZED_AT_ONCE = 16;
/** Neighbours of one question. */
const NEAREST_MAX = 100;

interface Turn {
  readonly table: WorkloadTable;
  last: Promise<unknown>;
}

/** Opens the baselines of a place; the folder is made where there is none. */
export async function openLanceBaselines(place: BaselinePlace): Promise<BaselineStore> {
  const connect = (): Promise<LanceTables> => LanceTables.connect(place);
  const tables = await failingWith('baselines-unusable', { place: place.uri }, connect);
  return new LanceBaselines(place, tables);
}

/** Baselines in LanceDB: one commit a write, one writer a table, named versions readable. */
class LanceBaselines implements BaselineStore {
  readonly #place: BaselinePlace;
  readonly #tables: LanceTables;
  readonly #turns = new Map<string, Turn>();

  constructor(place: BaselinePlace, tables: LanceTables) {
    this.#place = place;
    this.#tables = tables;
  }

  write(change: BaselineChange): Promise<TableVersion> {
    const name = tableName(change.org, change.workload);
    return this.#inTurn(name, (table) => table.write(change));
  }

  read(version: TableVersion): Promise<WorkloadState> {
    return this.#inTurn(version.table, (table) => table.read(version));
  }

  /** Of workloads that were read or written: a checkpoint's are all read at the start. */
  async nearest(query: Parameters<BaselineStore['nearest']>[0]): Promise<readonly NearShape[]> {
    const limit = Math.min(query.limit, NEAREST_MAX);
    const near: NearShape[] = [];
    for (const workload of query.workloads) {
      const name = tableName(query.org, workload);
      if (!this.#turns.has(name)) continue;
      const rows = await this.#inTurn(name, (table) => table.nearest(query.vector, limit));
      for (const { record, _distance: distance } of rows) {
        const { key, argv } = ShapeRecord.parse(JSON.parse(record));
        near.push({ workload, shape: key, argv, distance });
      }
    }
    return near.toSorted((a, b) => a.distance - b.distance).slice(0, limit);
  }

  async optimize(keep: readonly TableVersion[]): Promise<{ fragments: number; bytes: number }> {
    const sum = { fragments: 0, bytes: 0 };
    const named = Map.groupBy(keep, ({ table }) => table);
    const due = [...this.#turns]
      .filter(([name, { table }]) => named.has(name) && table.fragments > FRAGMENTS_MAX)
      .toSorted(([, one], [, other]) => other.table.fragments - one.table.fragments);
    for (const [name] of due.slice(0, OPTIMIZED_AT_ONCE)) {
      const versions = (named.get(name) ?? []).map(({ version }) => version);
      const size = await this.#inTurn(name, (table) => table.optimize(versions));
      sum.fragments += size.fragments;
      sum.bytes += size.bytes;
    }
    return sum;
  }

  async drop({ table: name, workload }: TableVersion): Promise<void> {
    await this.#inTurn(name, () =>
      failingWith('baseline-unwritable', { table: name, workload }, () => this.#tables.drop(name)),
    );
    this.#turns.delete(name);
  }

  async check(): Promise<void> {
    const { uri } = this.#place;
    await failingWith('baselines-unusable', { place: uri }, () => this.#tables.check());
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#turns.values()].map(({ last }) => last));
    this.#tables.close();
  }

  /** One after the other for each table: a second writer would make a conflict of commits. */
  #inTurn<T>(name: string, work: (table: WorkloadTable) => Promise<T>): Promise<T> {
    const known = this.#turns.get(name);
    const turn = known ?? { table: new WorkloadTable(name, this.#tables), last: Promise.resolve() };
    this.#turns.set(name, turn);
    const done = turn.last.then(() => work(turn.table));
    turn.last = done.catch(() => undefined);
    return done;
  }
}
