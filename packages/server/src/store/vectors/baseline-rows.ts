import { type ShapeRecord, VECTOR_LENGTH } from '@vedette/executions';
import {
  Field,
  FixedSizeList,
  Float32,
  Float64,
  makeData,
  makeVector,
  Schema,
  Table,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { z } from 'zod';

import type { BaselineChange } from './baseline-store.ts';
import { REST_KEY, restText } from './rest-record.ts';

const LIST = new FixedSizeList(VECTOR_LENGTH, new Field('item', new Float32(), true));
const SCHEMA = new Schema([
  new Field('key', new Utf8(), false),
  new Field('vector', LIST, false),
  new Field('record', new Utf8(), false),
  new Field('count', new Float64(), false),
  new Field('first', new Float64(), false),
  new Field('last', new Float64(), false),
]);

/** SHA-256 in base64url: what may stand in a condition as it is. */
const ShapeKey = z.string().regex(/^[\w-]{43}$/);

/** Which rows are shapes: the row of the rest has no vector to be near to. */
export const IS_SHAPE = `key != '${REST_KEY}'`;

/** What a change writes, as one Arrow table: a JavaScript object a row costs ten times as much. */
export function rowsOf(change: BaselineChange): Table {
  const records = change.changed.map(({ record }) => record);
  const vectors = new Float32Array((records.length + 1) * VECTOR_LENGTH);
  for (const [at, { vector }] of change.changed.entries())
    vectors.set(vector, (at + 1) * VECTOR_LENGTH);
  const child = makeData({ type: new Float32(), data: vectors });
  const list = makeData({ type: LIST, length: records.length + 1, nullCount: 0, child });
  const texts = (rest: string, of: (record: ShapeRecord) => string) =>
    vectorFromArray([rest, ...records.map(of)], new Utf8());
  const numbers = (of: (record: ShapeRecord) => number) =>
    makeVector(new Float64Array([0, ...records.map(of)]));
  return new Table(SCHEMA, {
    key: texts(REST_KEY, ({ key }) => ShapeKey.parse(key)),
    vector: makeVector(list),
    record: texts(restText(change), (record) => JSON.stringify(record)),
    count: numbers(({ count }) => count),
    first: numbers(({ firstSeenMs }) => firstSeenMs),
    last: numbers(({ lastSeenMs }) => lastSeenMs),
  });
}

/** The condition that holds for the rows of these shapes and no other. */
export function areShapes(keys: readonly string[]): string {
  return `key IN (${keys.map((key) => `'${ShapeKey.parse(key)}'`).join(', ')})`;
}
