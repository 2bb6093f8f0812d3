import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { ExecutionScorer } from '../score/execution-scorer.ts';
import { makeEvent } from '../testing/make-event.ts';
import { type BadLine, eachEvent, type ReplayCounts, replayEvent } from './replay.ts';
import { OVERLONG_LINE, splitLines } from './split-lines.ts';

async function* chunksOf(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

async function linesOf(chunks: AsyncIterable<Uint8Array>, max?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(chunks, max)) lines.push(line);
  return lines;
}

async function run(text: string): Promise<{ counts: ReplayCounts; bad: BadLine[]; took: number }> {
  const bad: BadLine[] = [];
  let took = 0;
  const take = (): void => void (took += 1);
  const counts = await eachEvent(splitLines(chunksOf(text)), take, (line) => bad.push(line));
  return { counts, bad, took };
}

describe('a recording', () => {
  test('is read in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string()),
        fc.array(fc.nat({ max: 40 })),
        async (words, cuts) => {
          const text = words.join('\n');
          const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          const parts = at.slice(1).map((end, index) => text.slice(at[index], end));
          const whole = await linesOf(chunksOf(text));
          assert.deepEqual(await linesOf(chunksOf(...parts)), whole);
        },
      ),
    );
  });

  test('goes on after bad lines, and says where they are', async () => {
    const good = JSON.stringify(makeEvent('ls'));
    const { counts, bad, took } = await run(`${good}\n{\n\n[]\n{"t":1}\n${good}`);
    assert.deepEqual(counts, { events: 2, skipped: 0, bad: 3 });
    assert.deepEqual(
      bad.map(({ line }) => line),
      [2, 4, 5],
    );
    assert.equal(took, 2);
  });

  test('holds no more of an endless line than its limit', async () => {
    const lines = await linesOf(chunksOf('aaa', 'bbb', 'ccc\nok\n'), 4);
    assert.deepEqual(lines, [OVERLONG_LINE, 'ok']);
  });

  test('skips what is no start of a program', async () => {
    const exit = JSON.stringify({ ...makeEvent('ls'), kind: 'exit' });
    assert.deepEqual((await run(exit)).counts, { events: 0, skipped: 1, bad: 0 });
  });
});

describe('replay', () => {
  test('teaches nothing unless it is asked to', () => {
    const scorer = new ExecutionScorer();
    const event = makeEvent('ls -l');
    const first = replayEvent(scorer, event, { online: false });
    assert.deepEqual(replayEvent(scorer, event, { online: false }), first);
    replayEvent(scorer, event, { online: true });
    assert.ok(replayEvent(scorer, event, { online: false }).score < first.score);
  });
});
