/** What may be bound to a `{name:Type}` of a statement. */
export type SqlValue = string | number | readonly string[];

/** SQL whose text is fixed; everything that varies is bound by the engine. */
export interface Statement {
  readonly sql: string;
  readonly params?: Readonly<Record<string, SqlValue>>;
}

/** Rows on their way in, as `JSONCompactEachRow`. */
export interface InsertBlock {
  readonly table: string;
  readonly columns: readonly string[];
  readonly lines: Uint8Array;
  /** A block with the token of one that is stored is not stored again. */
  readonly token: string;
}

/** An engine that speaks the ClickHouse dialect. Failures are VedetteErrors of `events-…`. */
export interface SqlEngine {
  readonly engine: 'chdb' | 'clickhouse';
  /** Where it is, for messages. */
  readonly where: string;
  /** Makes the place where the tables go, if need be, and says which ClickHouse it is. */
  prepare(): Promise<{ readonly version: string }>;
  /** The rows of a SELECT, each as JSON gives it. */
  query(statement: Statement): Promise<readonly unknown[]>;
  /** A statement that gives no rows. */
  command(statement: Statement): Promise<void>;
  /** Durable on return. */
  insert(block: InsertBlock): Promise<void>;
  /** Resolves when nothing that was sent before, also by an earlier process, is under way. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
