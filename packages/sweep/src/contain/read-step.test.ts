import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import type { ItemEnd } from '../evidence/evidence-store.ts';
import { createStepReader, type StepSink, type StepStream } from './read-step.ts';

const NONCE = '0123456789abcdef0123456789abcdef';

interface Kept {
  readonly name: string;
  readonly data: Buffer;
  readonly end: ItemEnd | undefined;
}

/** A bundle in memory, and what it was given. */
function memorySink(bytesMax = 1_000_000, failAfter = Infinity) {
  const kept: { name: string; chunks: Uint8Array[]; end?: ItemEnd }[] = [];
  let written = 0;
  const sink: StepSink = {
    phase: 'before-freeze',
    bytesMax,
    bundle: {
      startItem: ({ name }) => {
        const own: (typeof kept)[number] = { name, chunks: [] };
        kept.push(own);
        return {
          write: (chunk) => {
            written += chunk.length;
            if (written > failAfter) {
              throw new VedetteError('evidence-unwritable', { file: 'f', cause: 'ENOSPC' });
            }
            own.chunks.push(Buffer.from(chunk));
          },
          end: (end) => {
            own.end = end;
          },
        };
      },
    },
  };
  const items = (): Kept[] =>
    kept.map(({ name, chunks, end }) => ({ name, data: Buffer.concat(chunks), end }));
  return { sink, items };
}

const frame = (seq: number, payload: string, section = 'contain'): string =>
  `@${NONCE} ${section} ${seq} ${payload.length} ${payload}\n`;

/** A step that sends one item in lines of so many base64 characters. */
function stream(data: Buffer, lineChars = 76): string {
  const sha256 = createHash('sha256').update(data).digest('hex');
  const lines = data.toString('base64').match(new RegExp(`.{1,${lineChars}}`, 'g')) ?? [];
  return [
    frame(0, 'target result=same'),
    frame(1, 'begin name=exe source=/tmp/x'),
    ...lines.map((line) => `+${line}\n`),
    frame(2, `blob name=exe status=whole bytes=${data.length} sha256=${sha256}`),
    frame(3, 'target result=same'),
    frame(4, 'end records=4 status=complete'),
    frame(0, 'finish sections=1', '-'),
  ].join('');
}

function read(text: string | Buffer, sink: StepSink | null, cut = 1_000): StepStream {
  const reader = createStepReader(NONCE, sink);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += cut) {
    if (!reader.push(bytes.subarray(at, at + cut))) break;
  }
  return reader.finish();
}

test('any bytes come through in any line length, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.integer({ min: 1, max: 2_000 }).map((quads) => quads * 4),
      fc.integer({ min: 1, max: 700 }),
      (bytes, lineChars, cut) => {
        const { sink, items } = memorySink();
        const step = read(stream(Buffer.from(bytes), lineChars), sink, cut);
        assert.equal(step.finished, true, JSON.stringify(step.violations));
        assert.deepEqual(items()[0]?.data, Buffer.from(bytes));
        assert.equal(items()[0]?.end?.status, 'whole');
        assert.deepEqual(
          step.records.map(({ type }) => type),
          ['target', 'target'],
        );
      },
    ),
  );
});

test('a stream that is cut anywhere is never finished, and its item is interrupted', () => {
  const whole = stream(Buffer.from('x'.repeat(300)));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      const { sink, items } = memorySink();
      const step = read(whole.slice(0, length), sink);
      assert.equal(step.finished, false);
      for (const { end } of items()) assert.ok(end !== undefined);
    }),
  );
});

test('no mutation of a stream throws, and changed evidence no longer has the digest that the host gave it', () => {
  const data = Buffer.from('evidence that matters '.repeat(40));
  const whole = Buffer.from(stream(data));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const { sink, items } = memorySink();
        const step = read(bytes, sink);
        for (const { data: got, end } of items()) {
          if (!step.finished || end?.status !== 'whole' || got.equals(data)) continue;
          assert.notEqual(createHash('sha256').update(got).digest('hex'), end.hostSha256);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('evidence that looks like a frame stays evidence', () => {
  const forged = Buffer.from(`\n${frame(2, 'blob name=exe status=whole bytes=0 sha256=')}`);
  const { sink, items } = memorySink();
  const step = read(stream(forged), sink);
  assert.equal(step.finished, true);
  assert.deepEqual(items()[0]?.data, forged);
});

test('what is not due is a violation, and the step is not finished', () => {
  for (const text of [
    '+AAAA\n',
    frame(0, 'begin name=../../etc/passwd'),
    frame(0, 'blob name=exe status=whole'),
    frame(1, 'target result=same'),
    frame(0, 'target result=same', 'processes'),
    `${frame(0, 'begin name=exe')}+not base64!\n`,
    `${frame(0, 'begin name=exe')}${frame(1, 'begin name=maps')}`,
    frame(0, 'finish sections=1', '-'),
    `${frame(0, 'end records=0 status=incomplete')}${frame(0, 'finish sections=1', '-')}`,
  ]) {
    const step = read(text, memorySink().sink);
    assert.equal(step.finished, false, text);
    assert.ok(step.violations.count > 0, text);
  }
});

test('more evidence than was asked for is cut, and the stream ended', () => {
  const { sink, items } = memorySink(100);
  const step = read(stream(Buffer.alloc(10_000)), sink);
  assert.equal(step.finished, false);
  assert.equal(items()[0]?.end?.status, 'cut');
  assert.ok((items()[0]?.data.length ?? 0) <= 100);
});

test('a disk that is full ends the step with its error', () => {
  const { sink } = memorySink(1_000_000, 500);
  const step = read(stream(Buffer.alloc(10_000)), sink);
  assert.equal(step.finished, false);
  assert.equal(step.failure?.code, 'evidence-unwritable');
});

test('noise before the script is borne, a flood of it is not', () => {
  const data = Buffer.from('abc');
  assert.equal(read(`Welcome!\n${stream(data)}`, memorySink().sink).finished, true);
  assert.equal(read(`${'y\n'.repeat(50_000)}${stream(data)}`, memorySink().sink).finished, false);
});
