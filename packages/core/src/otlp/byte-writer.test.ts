import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';

import { ByteWriter } from './byte-writer.ts';

type Step =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'fixed32'; readonly value: number }
  | { readonly kind: 'fixed64'; readonly value: bigint }
  | { readonly kind: 'message'; readonly value: readonly Step[] };

const long = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'binary-ascii', maxLength: 100 }),
  fc.nat(20_000).map((length) => 'long'.repeat(length / 4)),
);

const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 6 }),
  step: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('text'), value: long }),
    fc.record({ kind: fc.constant('bytes'), value: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({
      kind: fc.constant('integer'),
      value: fc.oneof(fc.maxSafeInteger(), fc.nat(), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
    }),
    fc.record({ kind: fc.constant('double'), value: fc.double({ noNaN: true }) }),
    fc.record({ kind: fc.constant('fixed32'), value: fc.nat(2 ** 32 - 1) }),
    fc.record({ kind: fc.constant('fixed64'), value: fc.bigInt(0n, 2n ** 64n - 1n) }),
    fc.record({ kind: fc.constant('message'), value: tie('steps') }),
  ),
}));

function ours(to: ByteWriter, field: number, step: Step): void {
  if (step.kind === 'text') to.text(field, step.value);
  else if (step.kind === 'bytes') to.bytes(field, step.value);
  else if (step.kind === 'integer') to.integer(field, step.value);
  else if (step.kind === 'double') to.double(field, step.value);
  else if (step.kind === 'fixed32') to.fixed32(field, step.value);
  else if (step.kind === 'fixed64') to.fixed64(field, step.value);
  else {
    const start = to.begin(field);
    for (const one of step.value) ours(to, field, one);
    to.end(start);
  }
}

function theirs(to: BinaryWriter, field: number, step: Step): void {
  const { LengthDelimited, Varint, Bit32, Bit64 } = WireType;
  // The library refuses half of a surrogate pair; everybody writes U+FFFD for it.
  if (step.kind === 'text') to.tag(field, LengthDelimited).string(step.value.toWellFormed());
  else if (step.kind === 'bytes') to.tag(field, LengthDelimited).bytes(step.value);
  else if (step.kind === 'integer') to.tag(field, Varint).int64(step.value);
  else if (step.kind === 'double') to.tag(field, Bit64).double(step.value);
  else if (step.kind === 'fixed32') to.tag(field, Bit32).fixed32(step.value);
  else if (step.kind === 'fixed64') to.tag(field, Bit64).fixed64(step.value);
  else {
    to.tag(field, LengthDelimited).fork();
    for (const one of step.value) theirs(to, field, one);
    to.join();
  }
}

test('writes the bytes that the library writes, again and again', () => {
  const writer = new ByteWriter();
  fc.assert(
    fc.property(steps, fc.constantFrom(1, 15, 16, 1_000), (message, field) => {
      const reference = new BinaryWriter();
      for (const step of message) {
        ours(writer, field, step);
        theirs(reference, field, step);
      }
      assert.deepEqual(Buffer.from(writer.finish()), Buffer.from(reference.finish()));
    }),
    { numRuns: 1_000 },
  );
});
