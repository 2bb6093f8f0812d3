import fc from 'fast-check';

import type { AttributeMap, AttributeValue, LogRecord, LogsRequest } from './log-record.ts';

const text = fc.string({ unit: 'grapheme' });
const fixed64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const uint32 = fc.nat(2 ** 31 - 1);
const hex = (bytes: number): fc.Arbitrary<string> =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((id) => Buffer.from(id).toString('hex'));

const { value: anyValue } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.boolean(),
    fc.maxSafeInteger(),
    // Minus zero is sent as zero: nobody's attribute means the difference.
    fc.double().filter((value) => !Object.is(value, -0)),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n - 1n }),
    fc.uint8Array(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const anyAttributes: fc.Arbitrary<AttributeMap> = fc.dictionary(text, anyValue, { maxKeys: 5 });

const anyRecord: fc.Arbitrary<LogRecord> = fc.record(
  {
    timeUnixNano: fixed64,
    observedTimeUnixNano: fixed64.filter((time) => time > 0n),
    severityNumber: fc.integer({ min: 1, max: 24 }),
    severityText: text.filter((value) => value !== ''),
    body: anyValue,
    attributes: anyAttributes,
    droppedAttributesCount: uint32.filter((count) => count > 0),
    flags: uint32.filter((flags) => flags > 0),
    traceId: hex(16),
    spanId: hex(8),
    eventName: text.filter((value) => value !== ''),
  },
  { requiredKeys: ['timeUnixNano', 'attributes'], noNullPrototype: true },
);

/** Any request that can be told from the one that is read back: defaults are left out. */
export const anyRequest: fc.Arbitrary<LogsRequest> = fc.record({
  resourceLogs: fc.array(
    fc.record({
      resource: fc.record({ attributes: anyAttributes }),
      scopeLogs: fc.array(
        fc.record({
          scope: fc.record({ name: text, version: text, attributes: anyAttributes }),
          logRecords: fc.array(anyRecord, { maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
});

/** The same with ordinary prototypes, sorted names and one kind of bytes, to be compared. */
export function withPlainObjects(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (Array.isArray(value)) return value.map(withPlainObjects);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, inner]) => [name, withPlainObjects(inner)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
