import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { unitVector } from './embedder.ts';
import { createModel } from './model.ts';
import { createShapeVectors } from './shape-vectors.ts';
import { standsOutFrom } from './stand-out.ts';

const DIMENSIONS = 32;

/** The same numbers for the same text, each in [-1, 1). */
function noiseOf(text: string): number[] {
  let state = Buffer.from(text).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);
  return Array.from({ length: DIMENSIONS }, () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Reads "shell" in a text, and gives all texts a part in common, as many models do. */
function meaningOf(text: string, inCommon: number): Float32Array {
  const shell = text.includes('shell') ? 8 : 0;
  return unitVector([inCommon, shell, ...noiseOf(text)]);
}

describe('what stands out', () => {
  const texts = new Map(
    Array.from({ length: 300 }, (_, at) => [`c${at}`, at % 100 === 0 ? `shell ${at}` : `ls ${at}`]),
  );
  for (const inCommon of [0, 3, 6, 12]) {
    test(`is the same where a model gives all texts ${inCommon} in common`, async () => {
      const embed = async (asked: readonly string[]): Promise<Float32Array[]> =>
        asked.map((text) => meaningOf(text, inCommon));
      const parts = { embedder: { name: 'm', embed }, log: () => undefined, nowMs: Date.now };
      const vectors = createShapeVectors(createModel(parts), () => true);
      vectors.follow({ ids: () => texts.keys(), textOf: (id) => texts.get(id) });
      await vectors.settled();
      const { found } = await vectors.nearest('a shell', 100);
      assert.deepEqual(found?.map(({ id }) => id).toSorted(), ['c0', 'c100', 'c200']);
      const unrelated = await vectors.nearest('nothing of the kind', 100);
      assert.ok((unrelated.found?.length ?? 99) <= 3, 'by chance');
    });
  }

  test('is nothing where all is alike, and where there is nothing', () => {
    assert.ok(standsOutFrom(Float64Array.of(0.9, 0.9, 0.900_000_1)) > 0.900_000_1);
    assert.equal(standsOutFrom(new Float64Array()), Infinity);
  });

  test('moves with the likenesses, and never below their middle', () => {
    const likenesses = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(likenesses, fc.double({ min: 0, max: 0.5, noNaN: true }), (values, more) => {
        const from = standsOutFrom(Float64Array.from(values));
        const moved = standsOutFrom(Float64Array.from(values, (value) => value + more));
        assert.ok(Math.abs(moved - from - more) < 1e-9);
        assert.ok(values.some((value) => value < from));
      }),
    );
  });
});
