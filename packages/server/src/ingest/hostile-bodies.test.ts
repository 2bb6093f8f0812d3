import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { encodeLogsRequest, ExecutionEvent, logsRequestToJson } from '@vedette/core';
import fc from 'fast-check';

import { eventWith, RECEIVED_MS, sensorLogs } from '../testing/sensor-request.ts';
import { decodeJournalBatch } from './decode-journal-batch.ts';
import { EVENT_BOUNDS } from './event-bounds.ts';
import { readBatch } from './read-batch.ts';

const RUNS = 10_000;
const LIMITS = { bodyBytesMax: 64 * 1024 };
const MIB = 1024 * 1024;

const EXTRA = [
  { timeUnixNano: 1n, attributes: { a: [1, { b: null }] }, eventName: 'process.exec' },
];
const REQUEST = {
  resourceLogs: [
    ...sensorLogs('a', [eventWith(), eventWith({ kind: 'connect', pid: 3 })], { lost: 1 }),
    ...sensorLogs('b', [eventWith({ host: 'h2', argvRaw: { '0': 'AA==' } })], { extra: EXTRA }),
  ],
};
const PUBLISHED = {
  ...{ ts: RECEIVED_MS, node: 'n', workload: '', event_type: 'outbound_conn', pid: 1 },
  ...{ process_name: 'p', cmdline: 'p -x', remote_ip: '192.0.2.1', remote_port: 1 },
};
const SEEDS = [
  Buffer.from(encodeLogsRequest(REQUEST)),
  Buffer.from(logsRequestToJson(REQUEST)),
  Buffer.from(JSON.stringify([PUBLISHED, eventWith(), PUBLISHED])),
];

/** What a stranger may put where a value belongs. */
const oddValue = fc.oneof(
  fc.constantFrom(null, -0, -1, 1e308, 2 ** 53, '', '\ud800', '\0', '-9'.repeat(12), true, [], {}),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 3 }),
);
const fields = fc.constantFrom(
  ...Object.keys({ ...PUBLISHED, ...eventWith(), endpoint: 0, secrets: 0 }),
);
const oddItems = fc.array(
  fc
    .tuple(fc.constantFrom(PUBLISHED, eventWith()), fc.dictionary(fields, oddValue, { maxKeys: 3 }))
    .map(([item, odd]) => ({ ...item, ...odd })),
  { maxLength: 4 },
);

/** A body that was right once, with bytes changed, removed, put in or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'cut', 'put', 'double')), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([seed, changes]) => {
    let body = seed;
    for (const change of changes) body = mutate(body, change);
    return body;
  });

function mutate(
  body: Buffer<ArrayBuffer>,
  [where, byte, how]: [number, number, string],
): Buffer<ArrayBuffer> {
  const at = where % (body.length + 1);
  const head = body.subarray(0, at);
  if (how === 'cut') return Buffer.concat([head, body.subarray(at + 1 + (byte % 16))]);
  if (how === 'put') return Buffer.concat([head, Buffer.from([byte]), body.subarray(at)]);
  if (how === 'double') return Buffer.concat([body, body.subarray(at)]);
  return Buffer.concat([head, Buffer.from([byte]), body.subarray(at + 1)]);
}

/** The request in JSON, with values of any kind where some of its own were. */
const oddRequest = fc
  .tuple(fc.array(oddValue, { minLength: 1, maxLength: 4 }), fc.nat(200))
  .map(([values, every]) => {
    let count = 0;
    const request: unknown = JSON.parse(logsRequestToJson(REQUEST), (_, value: unknown) => {
      count += 1;
      return count % (every + 2) === 0 ? values[count % values.length] : value;
    });
    const text: string | undefined = JSON.stringify(request);
    return Buffer.from(text ?? '');
  });

const anyBody = fc.oneof(
  mutated,
  oddRequest,
  oddItems.map((items) => Buffer.from(JSON.stringify(items))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((json) => Buffer.from(json)),
);
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const anyEncoding = mostly('', 'identity', 'gzip', 'gzip', 'gzip', 'br', '\0');
/** Without a type, it is told by its first byte. */
const anyType = mostly(
  undefined,
  ...['application/json', 'application/x-protobuf', 'text/plain', 'a/b+json'],
);

test(`${RUNS} hostile bodies: an answer each time, and the same events after a restart`, async () => {
  let taken = 0;
  const before = process.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        body: anyBody,
        contentEncoding: anyEncoding,
        contentType: anyType,
        zip: mostly(true, false),
      }),
      async ({ body, contentEncoding, contentType, zip }) => {
        const batch = await readBatch({
          ...{ org: 'o', receivedMs: RECEIVED_MS, contentEncoding, contentType, limits: LIMITS },
          body: zip && contentEncoding === 'gzip' ? gzipSync(body, { level: 1 }) : body,
        });
        if (!batch.ok) {
          assert.ok(
            ['request-invalid', 'body-too-large', 'media-type-refused'].includes(batch.error.code),
          );
          return;
        }
        assert.ok(batch.refusals.length <= 100 && batch.refusals.length <= batch.rejected);
        assert.ok(batch.response.errorMessage.length < 4_096);
        for (const { record, decoded } of batch.batches) {
          taken += decoded.events.length;
          assert.deepEqual(decodeJournalBatch({ ...record }), decoded);
          decoded.events.forEach(isSane);
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(taken > RUNS / 10, `only ${taken} events were taken: the bodies are too wrong`);
  assert.ok(process.memoryUsage().rss - before < 400 * MIB);
});

function isSane(event: ExecutionEvent): void {
  assert.deepEqual(ExecutionEvent.parse(event), event);
  assert.ok(event.t <= RECEIVED_MS + EVENT_BOUNDS.aheadMaxMs);
  assert.ok(event.t >= RECEIVED_MS - EVENT_BOUNDS.behindMaxMs);
  const texts = [event.host, event.workload, event.exe, ...event.argv];
  assert.ok(texts.every((text) => text.isWellFormed() && text.length <= EVENT_BOUNDS.argvCharsMax));
}
