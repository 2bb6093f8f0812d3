import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { createFrameReader, encodeFrame, type Frame } from './frames.ts';

const frames = fc.array(
  fc.record({
    head: fc.jsonValue({ stringUnit: 'binary' }),
    body: fc.uint8Array({ maxLength: 200 }),
  }),
  { maxLength: 6 },
);

test('frames come back whole, however the stream is cut', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat({ max: 60 }), { minLength: 1 }), (sent, cuts) => {
      const stream = Buffer.concat(sent.flatMap((frame) => encodeFrame(frame)));
      const got: Frame[] = [];
      const read = createFrameReader((frame) => got.push(frame));
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = 1 + (cuts[turn % cuts.length] ?? 0);
        read(stream.subarray(at, at + size));
        at += size;
      }
      assert.deepEqual(
        got.map(({ head, body }) => ({ head, body: [...body] })),
        sent.map(({ head, body }) => ({
          head: JSON.parse(JSON.stringify(head)) as unknown,
          body: [...body],
        })),
      );
    }),
  );
});

test('a length beyond the bound ends the stream instead of filling the memory', () => {
  const read = createFrameReader(() => assert.fail('no frame'), 1_000);
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(1_001, 0);
  assert.throws(() => read(prefix), RangeError);
});

test('bytes that are no frames give a RangeError or a SyntaxError, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        createFrameReader(() => {}, 1_000)(bytes);
      } catch (error) {
        assert.ok(error instanceof RangeError || error instanceof SyntaxError);
      }
    }),
  );
});
