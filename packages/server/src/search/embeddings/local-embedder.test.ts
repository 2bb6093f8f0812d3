import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';

import { createLocalEmbedder } from './local-embedder.ts';

const READ = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('a model in a folder', () => {
  const parent = mkdtempSync(join(tmpdir(), 'vedette-model-'));
  after(() => rmSync(parent, { recursive: true, force: true }));

  const folderWith = (files: readonly string[]): string => {
    const folder = mkdtempSync(join(parent, 'm-'));
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '{}');
    }
    return folder;
  };
  const whole = (): string => folderWith([...READ, 'onnx/model.onnx']);
  /** The package, with a pipeline of ours. */
  const packageWith = (answer: (texts: readonly string[]) => unknown) => {
    const env: Record<string, unknown> = {};
    const asked: unknown[] = [];
    const pipeline = async (...order: unknown[]) => {
      asked.push(...order);
      return async (texts: readonly string[]) => ({ tolist: () => answer(texts) });
    };
    return { env, asked, load: async () => ({ pipeline, env }) };
  };
  const says = async (made: Promise<unknown>, what: RegExp, next: RegExp): Promise<void> => {
    await assert.rejects(made, (error) => {
      assert.ok(error instanceof VedetteError);
      assert.equal(error.code, 'embeddings-unusable');
      assert.match(error.message, what);
      assert.match(error.hint, next);
      return true;
    });
  };

  test('needs all of its files', async () => {
    const whatever = packageWith(() => [[1]]).load;
    const copy = /copy the whole folder/;
    await says(createLocalEmbedder(folderWith([]), whatever), /no config\.json, no token/, copy);
    const noWeights = folderWith([...READ, 'model.onnx']);
    await says(createLocalEmbedder(noWeights, whatever), /onnx has none of model\.onnx/, copy);
  });

  test('needs the package that runs it', async () => {
    const missing = (): Promise<unknown> => Promise.reject(new Error('Cannot find package'));
    const install = /npm install @huggingface/;
    await says(createLocalEmbedder(whole(), missing), /Cannot find package/, install);
    const other = async (): Promise<unknown> => ({ default: {} });
    await says(createLocalEmbedder(whole(), other), /not the one that is known/, install);
  });

  test('that cannot be read, or makes no vectors, is said at the start', async () => {
    const env = {};
    const pipeline = () => Promise.reject(new Error('Protobuf parsing failed.'));
    const corrupt = createLocalEmbedder(whole(), async () => ({ pipeline, env }));
    await says(corrupt, /Protobuf parsing failed/, /its files are whole .*as fp32/);
    const numb = createLocalEmbedder(whole(), packageWith(() => [[[1]]]).load);
    await says(numb, /no vector of a text/, /its files are whole/);
  });

  test('is run without fetching anything, by the most exact weights that are there', async () => {
    const { env, asked, load } = packageWith(([text = '']) => [[text.length, 1, 0]]);
    const folder = folderWith([...READ, 'onnx/model_q4.onnx', 'onnx/model_quantized.onnx']);
    const embedder = await createLocalEmbedder(folder, load);
    const vectors = await embedder.embed(['tar', 'ls -la'], AbortSignal.timeout(1_000));
    assert.deepEqual(
      vectors.map(({ length }) => length),
      [3, 3],
    );
    assert.equal(env['allowRemoteModels'], false);
    assert.deepEqual(asked, ['feature-extraction', folder, { dtype: 'q8' }]);
  });
});
