import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ExecutionScorer } from '@vedette/executions';

import type { KnownShape } from '../engine/engine.ts';
import { createCatalogs } from './catalogs.ts';
import { createModel } from './embeddings/model.ts';

const LENGTH = 64;
/** As they are counted: four bytes a number, and the head. */
const VECTOR_BYTES = LENGTH * 4 + 256;
const PROGRAMS = ['ls', 'cat', 'tar', 'nc'];

function* shapes(): Generator<KnownShape> {
  const scorer = new ExecutionScorer({ prior: null });
  for (const program of PROGRAMS)
    scorer.learn({
      ...{ t: 1, host: 'web-1', workload: 'web', pid: 7, ppid: 1, uid: 0, comm: program },
      ...{ parent: 'sh', exe: `/bin/${program}`, argv: [program], kind: 'exec' },
    });
  for (const { name: workload, baseline } of scorer.workloads())
    for (const record of baseline.shapes) yield { workload, record };
}

test('vectors of all organisations are within one bound, and who asked last keeps its own', async () => {
  const embed = async (texts: readonly string[]): Promise<Float32Array[]> =>
    texts.map(() => new Float32Array(LENGTH).fill(LENGTH ** -0.5));
  const model = createModel({
    ...{ embedder: { name: 'm', embed }, log: () => undefined, nowMs: Date.now },
  });
  const room = PROGRAMS.length * 2 + 1;
  const catalogs = createCatalogs({ model, shapes, vectorBytesMax: room * VECTOR_BYTES });
  const seen = async (org: string): Promise<number> => {
    const { vectors } = catalogs.of(org);
    await vectors?.settled();
    return (vectors?.bytes() ?? 0) / VECTOR_BYTES;
  };
  const all = PROGRAMS.length;
  assert.equal(await seen('a'), all);
  assert.equal(await seen('b'), all);
  assert.equal(await seen('a'), all);
  assert.equal(await seen('c'), all, 'b has given up its own');
  const { vectors } = catalogs.of('a');
  assert.equal((vectors?.bytes() ?? 0) / VECTOR_BYTES, all, 'a has not');
  assert.equal(await seen('b'), all, 'and has them again when it asks, at the cost of c');
});

test('where there is no room for all of one organisation, it is said', async () => {
  const embed = async (texts: readonly string[]): Promise<Float32Array[]> =>
    texts.map(() => new Float32Array(LENGTH).fill(LENGTH ** -0.5));
  const model = createModel({
    ...{ embedder: { name: 'm', embed }, log: () => undefined, nowMs: Date.now },
  });
  const { vectors } = createCatalogs({ model, shapes, vectorBytesMax: 100 }).of('a');
  await vectors?.settled();
  const nearest = await vectors?.nearest('anything', 5);
  assert.partialDeepStrictEqual(nearest, { found: [], unseen: PROGRAMS.length, isFull: true });
});
