import type { Table } from '@lancedb/lancedb';
import type { WorkloadState } from '@vedette/executions';
import { z } from 'zod';

import { areShapes, IS_SHAPE, rowsOf } from './baseline-rows.ts';
import type { BaselineChange, TableVersion } from './baseline-store.ts';
import { failingWith } from './failing-with.ts';
import type { LanceTables } from './lance-tables.ts';
import { workloadOf } from './rest-record.ts';
import { syncFolder } from './sync-folder.ts';

/** A shape's record and its distance, as the search gives them. */
const Near = z.object({ record: z.string(), _distance: z.number() }).array();

/** How a table is after it was compacted. */
export interface TableSize {
  readonly fragments: number;
  readonly bytes: number;
}

/** The table of one workload. Its methods are called one after the other. */
export class WorkloadTable {
  readonly #name: string;
  readonly #tables: LanceTables;
  /**
   * The version that was written last, and the newest: compaction makes versions of its own that
   * hold the same. Undefined until this process has written.
   */
  #head: { readonly written: number; readonly newest: number } | undefined;
  /** A write leaves a fragment. */
  #fragments = 0;

  constructor(name: string, tables: LanceTables) {
    this.#name = name;
    this.#tables = tables;
  }

  /** Fragments that there are at most. */
  get fragments(): number {
    return this.#fragments;
  }

  write(change: BaselineChange): Promise<TableVersion> {
    const { org, workload, base } = change;
    const table = this.#name;
    return failingWith('baseline-unwritable', { table, workload }, async () => {
      const startedMs = Date.now();
      const version =
        base === undefined ? await this.#create(change) : await this.#merge(change, base);
      const path = this.#tables.pathOf(table);
      if (path !== null) await syncFolder(path, startedMs);
      this.#head = { written: version, newest: version };
      return { org, workload, table, version };
    });
  }

  read(named: TableVersion): Promise<WorkloadState> {
    const { table: name, version, workload } = named;
    return failingWith('baseline-unreadable', { table: name, version, workload }, async () => {
      const table = await this.#tables.readable(name);
      try {
        await table.checkout(version);
        return workloadOf(await table.query().select(['key', 'record']).toArray(), named);
      } finally {
        table.close();
      }
    });
  }

  /** The records of the nearest shapes, nearest first. */
  nearest(vector: Float32Array, limit: number): Promise<z.infer<typeof Near>> {
    const params = { table: this.#name, workload: '', version: 'newest' };
    return failingWith('baseline-unreadable', params, async () => {
      const table = await this.#tables.writable(this.#name);
      const search = table.query().where(IS_SHAPE).nearestTo(vector).distanceType('cosine');
      return Near.parse(await search.select(['record', '_distance']).limit(limit).toArray());
    });
  }

  /** Makes one fragment of many, and drops versions that are older than all that are kept. */
  optimize(keep: readonly number[]): Promise<TableSize> {
    const params = { table: this.#name, workload: '' };
    return failingWith('baseline-unwritable', params, async () => {
      const table = await this.#tables.writable(this.#name);
      const oldest = Math.min(...keep);
      const versions = await table.listVersions();
      const kept = versions.find(({ version }) => version === oldest);
      if (kept === undefined) throw new Error(`version ${oldest} is not there`);
      await table.optimize({ cleanupOlderThan: kept.timestamp });
      const { totalBytes, fragmentStats } = await table.stats();
      this.#fragments = fragmentStats.numFragments;
      if (this.#head !== undefined) this.#head = { ...this.#head, newest: await table.version() };
      return { fragments: this.#fragments, bytes: totalBytes };
    });
  }

  async #create(change: BaselineChange): Promise<number> {
    const table = await this.#tables.create(this.#name, rowsOf(change));
    this.#fragments = 1;
    return table.version();
  }

  async #merge(change: BaselineChange, base: TableVersion): Promise<number> {
    const table = await this.#tables.writable(this.#name);
    await this.#goBackTo(table, base.version);
    const { removed } = change;
    const merge = table.mergeInsert('key').whenMatchedUpdateAll().whenNotMatchedInsertAll();
    const whole =
      removed.length === 0
        ? merge
        : merge.whenNotMatchedBySourceDelete({ where: areShapes(removed) });
    const { version } = await whole.execute(rowsOf(change));
    this.#fragments += 1;
    return version;
  }

  /** What was written after the base and is in no checkpoint is folded again: it goes. */
  async #goBackTo(table: Table, base: number): Promise<void> {
    const head = this.#head;
    if (head === undefined) this.#fragments = (await table.stats()).fragmentStats.numFragments;
    const expected = head?.written === base ? head.newest : base;
    if ((await table.version()) === expected) return;
    await table.checkout(base);
    await table.restore();
  }
}
