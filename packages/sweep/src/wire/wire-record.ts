/** One record from a host: framed, unescaped, not yet believed. */
export interface WireRecord {
  readonly section: string;
  /** `host`, `process`, `item`, `gap`, `end` or `finish`. */
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
}
