import { access, constants } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isAbsolute, join, resolve } from 'node:path';

import type { Table as ArrowTable } from 'apache-arrow';
import { type Connection, connect, Session, type Table } from '@lancedb/lancedb';

/** Where baselines are kept: a folder, or object storage with what its service asks for. */
export interface BaselinePlace {
  /** A folder, or `s3://`, `gs://`, `az://`. */
  readonly uri: string;
  readonly storageOptions?: Readonly<Record<string, string>>;
}

/** The engine's own default is 7 GB of caches; baselines are read once and written. */
const CACHE_BYTES = 64n * 1024n * 1024n;
/** Open tables hold their manifest in memory; the least recently used is closed. */
const OPEN_MAX = 128;

/** The tables of one place; each has one handle, through which all its writes go. */
export class LanceTables {
  readonly #connection: Connection;
  /** Null for object storage, which is durable by itself. */
  readonly #folder: string | null;
  readonly #open = new Map<string, Table>();

  private constructor(connection: Connection, folder: string | null) {
    this.#connection = connection;
    this.#folder = folder;
  }

  static async connect({ uri, storageOptions }: BaselinePlace): Promise<LanceTables> {
    const session = new Session(CACHE_BYTES, CACHE_BYTES);
    const options = storageOptions === undefined ? {} : { storageOptions: { ...storageOptions } };
    return new LanceTables(await connect(uri, { ...options, session }), folderOf(uri));
  }

  /** Throws if the place cannot be read, or, where it is a folder, cannot be written. */
  async check(): Promise<void> {
    await this.#connection.listTables({ limit: 1 });
    if (this.#folder !== null) await access(this.#folder, constants.W_OK);
  }

  /** The one handle of a table for writing, at its newest version. */
  async writable(name: string): Promise<Table> {
    const known = this.#open.get(name);
    const table = known ?? (await this.#connection.openTable(name));
    this.#open.delete(name);
    return this.#keep(name, table);
  }

  /** A handle of its own for reading, which the caller closes. */
  readable(name: string): Promise<Table> {
    return this.#connection.openTable(name);
  }

  /** Makes a table; what a crash may have left of that name is replaced. */
  async create(name: string, rows: ArrowTable): Promise<Table> {
    this.#forget(name);
    return this.#keep(name, await this.#createAnew(name, rows));
  }

  async drop(name: string): Promise<void> {
    this.#forget(name);
    await this.#connection.dropTable(name);
  }

  /** The folder of a table; null where there is nothing to sync. */
  pathOf(name: string): string | null {
    return this.#folder === null ? null : join(this.#folder, `${name}.lance`);
  }

  close(): void {
    for (const table of this.#open.values()) table.close();
    this.#open.clear();
    this.#connection.close();
  }

  async #createAnew(name: string, rows: ArrowTable): Promise<Table> {
    try {
      return await this.#connection.createTable(name, rows, { mode: 'create' });
    } catch {
      // Overwriting at once would do, but warns on stderr where there is nothing to overwrite.
      return this.#connection.createTable(name, rows, { mode: 'overwrite' });
    }
  }

  #keep(name: string, table: Table): Table {
    this.#open.set(name, table);
    const [oldest] = this.#open.keys();
    if (this.#open.size > OPEN_MAX && oldest !== undefined) this.#forget(oldest);
    return table;
  }

  #forget(name: string): void {
    this.#open.get(name)?.close();
    this.#open.delete(name);
  }
}

function folderOf(uri: string): string | null {
  if (uri.startsWith('file:')) return fileURLToPath(uri);
  return /^[a-z][a-z0-9+.-]+:\/\//.test(uri) ? null : isAbsolute(uri) ? uri : resolve(uri);
}
