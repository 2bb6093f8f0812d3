import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { listenRequest, parseProcEvents } from './parse-proc-event.ts';
import { createSequenceGaps } from './sequence-gaps.ts';

function message(what: number, words: readonly number[], sequence = 7, cpu = 1): Buffer {
  const bytes = Buffer.alloc(36 + 16 + 24);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(3, 4);
  bytes.writeUInt32LE(1, 16);
  bytes.writeUInt32LE(sequence, 24);
  bytes.writeUInt32LE(what, 36);
  bytes.writeUInt32LE(cpu, 40);
  bytes.writeBigUInt64LE(99n, 44);
  words.forEach((word, index) => bytes.writeUInt32LE(word, 52 + 4 * index));
  return bytes;
}

test('notices are read, several of one datagram too', () => {
  const { events, malformed } = parseProcEvents(
    Buffer.concat([
      message(2, [11, 10]),
      message(1, [1, 2, 30, 31]),
      message(0x8000_0000, [5, 5, 256]),
      message(4, []),
    ]),
  );
  const base = { sequence: 7, cpu: 1, at: 99n };
  assert.deepEqual(events, [
    { ...base, what: 'exec', tid: 11, pid: 10 },
    { ...base, what: 'fork', ppid: 2, tid: 30, pid: 31 },
    { ...base, what: 'exit', tid: 5, pid: 5, code: 256 },
    { ...base, what: 'other' },
  ]);
  assert.equal(malformed, 0);
});

test('nothing is thrown at, and nothing is read twice', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, headed) => {
      const datagram = headed ? Buffer.concat([message(2, [1, 1]), bytes]) : Buffer.from(bytes);
      const { events, malformed } = parseProcEvents(datagram);
      assert.ok(events.length + malformed <= datagram.length / 16 + 1);
    }),
  );
});

test('the request has the length that it says', () => {
  assert.equal(listenRequest(true).readUInt32LE(0), listenRequest(true).length);
});

test('holes in the numbers are counted on each CPU, over the turn of the counter too', () => {
  const gaps = createSequenceGaps();
  assert.deepEqual(
    [
      [0, 5],
      [1, 100],
      [0, 6],
      [0, 9],
      [1, 101],
    ].map(([cpu = 0, sequence = 0]) => gaps.after(cpu, sequence)),
    [0, 0, 0, 2, 0],
  );
  assert.deepEqual(
    [2 ** 32 - 2, 1].map((sequence) => gaps.after(2, sequence)),
    [0, 2],
  );
});
