import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { type Embedder, unitVector } from './embedder.ts';

/** Brought by who wants it: it is large, and search works without. */
const PACKAGE = '@huggingface/transformers';
/** Without it a folder is no model. */
const MODEL_FILE = 'config.json';

interface Tensor {
  readonly tolist: () => unknown;
}
type Extract = (
  texts: readonly string[],
  options: { readonly pooling: 'mean'; readonly normalize: true },
) => Promise<Tensor>;
/** The part of transformers.js that is used. */
const Transformers = z.looseObject({
  pipeline: z.custom<(task: string, model: string) => Promise<Extract>>(
    (value) => typeof value === 'function',
  ),
  env: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
});
const Vectors = z.array(z.array(z.number()));

/**
 * An ONNX model of a folder, run by transformers.js in this process; nothing is fetched.
 *
 * @throws VedetteError `usage` where the package or the files are not there
 */
export async function createLocalEmbedder(
  folder: string,
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<Embedder> {
  const path = resolve(folder);
  if (!existsSync(join(path, MODEL_FILE))) {
    throw new VedetteError('usage', { problem: `no model in ${path}: it has no ${MODEL_FILE}` });
  }
  const { pipeline, env } = await loadPackage(load);
  // Only what is there: a model must not be fetched because somebody asked a question.
  Object.assign(env, {
    ...{ allowRemoteModels: false, allowLocalModels: true, localModelPath: dirname(path) },
  });
  const extract = await pipeline('feature-extraction', basename(path));
  return {
    name: basename(path),
    embed: async (texts, signal) => {
      const tensor = await extract(texts, { pooling: 'mean', normalize: true });
      signal.throwIfAborted();
      return Vectors.parse(tensor.tolist()).map(unitVector);
    },
  };
}

async function loadPackage(
  load: (name: string) => Promise<unknown>,
): Promise<z.infer<typeof Transformers>> {
  try {
    return Transformers.parse(await load(PACKAGE));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const problem = `a local model needs ${PACKAGE} (npm install ${PACKAGE}): ${cause}`;
    throw new VedetteError('usage', { problem });
  }
}
