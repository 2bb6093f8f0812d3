import { existsSync } from 'node:fs';
import { basename, join, parse, resolve } from 'node:path';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { type Embedder, unitVector } from './embedder.ts';

/** Brought by who wants it: it is large, and search works without. */
const PACKAGE = '@huggingface/transformers';
/** What the package reads besides the weights. */
const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** The weights that it knows, most exact first: its `dtype`, and how it names the file. */
const WEIGHTS = [
  ['fp32', 'onnx/model.onnx'],
  ['fp16', 'onnx/model_fp16.onnx'],
  ['q8', 'onnx/model_quantized.onnx'],
  ['int8', 'onnx/model_int8.onnx'],
  ['uint8', 'onnx/model_uint8.onnx'],
  ['q4', 'onnx/model_q4.onnx'],
  ['q4f16', 'onnx/model_q4f16.onnx'],
  ['bnb4', 'onnx/model_bnb4.onnx'],
] as const;

interface Tensor {
  readonly tolist: () => unknown;
}
type Extract = (
  texts: readonly string[],
  options: { readonly pooling: 'mean'; readonly normalize: true },
) => Promise<Tensor>;
type Pipeline = (
  task: string,
  model: string,
  options: { readonly dtype: string },
) => Promise<Extract>;
/** The part of transformers.js that is used. */
const Transformers = z.looseObject({
  pipeline: z.custom<Pipeline>((value) => typeof value === 'function'),
  env: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
});
type Transformers = z.infer<typeof Transformers>;
const OneVector = z.tuple([z.array(z.number())]);

/**
 * An ONNX model of a folder, run by transformers.js in this process; nothing is fetched. Of several
 * weights the most exact are taken. It is tried once, so that what cannot work is said at the start.
 *
 * @throws VedetteError `embeddings-unusable` where the package or files are not there, or do not work
 */
export async function createLocalEmbedder(
  folder: string,
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<Embedder> {
  const path = resolve(folder);
  const dtype = weightsOf(path);
  const { pipeline, env } = await loadPackage(path, load);
  // Only what is there: a model must not be fetched because somebody asked a question. From the root,
  // since only names of models that could be fetched are looked for below another folder.
  Object.assign(env, {
    ...{ allowRemoteModels: false, allowLocalModels: true, localModelPath: parse(path).root },
  });
  try {
    const extract = await pipeline('feature-extraction', path, { dtype });
    await vectorOf(extract, 'ls');
    return { name: basename(path), embed: (texts, signal) => vectorsOf(extract, texts, signal) };
  } catch (error) {
    const problem = messageOf(error);
    throw unusable(
      path,
      problem,
      `see that its files are whole (${PACKAGE} read them as ${dtype})`,
    );
  }
}

/** One by one: the server goes on between two, and quantized weights give each text its own vector. */
async function vectorsOf(
  extract: Extract,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    signal.throwIfAborted();
    vectors.push(await vectorOf(extract, text));
  }
  return vectors;
}

async function vectorOf(extract: Extract, text: string): Promise<Float32Array> {
  const tensor = await extract([text], { pooling: 'mean', normalize: true });
  const answer = OneVector.safeParse(tensor.tolist());
  if (!answer.success) throw new Error('it makes no vector of a text');
  return unitVector(answer.data[0]);
}

/** The `dtype` of the weights that are there. */
function weightsOf(path: string): string {
  const next = 'copy the whole folder of a model with ONNX weights';
  const missing = MODEL_FILES.filter((file) => !existsSync(join(path, file)));
  if (missing.length > 0) throw unusable(path, `it has no ${missing.join(', no ')}`, next);
  const found = WEIGHTS.find(([, file]) => existsSync(join(path, file)));
  if (found !== undefined) return found[0];
  const known = WEIGHTS.map(([, file]) => basename(file)).join(', ');
  throw unusable(path, `its folder onnx has none of ${known}`, next);
}

async function loadPackage(
  path: string,
  load: (name: string) => Promise<unknown>,
): Promise<Transformers> {
  const next = `npm install ${PACKAGE} beside Vedette`;
  let loaded: unknown;
  try {
    loaded = await load(PACKAGE);
  } catch (error) {
    throw unusable(path, `${PACKAGE} cannot be loaded: ${messageOf(error)}`, next);
  }
  const transformers = Transformers.safeParse(loaded);
  if (!transformers.success) throw unusable(path, `${PACKAGE} is not the one that is known`, next);
  return transformers.data;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unusable(folder: string, problem: string, next: string): VedetteError {
  return new VedetteError('embeddings-unusable', { folder, problem, next });
}
