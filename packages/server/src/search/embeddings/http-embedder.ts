import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { isLoopback } from '../../api/host-names.ts';
import { type Embedder, unitVector } from './embedder.ts';

/** An endpoint that speaks the embeddings API of OpenAI; a local one works as well. */
export interface HttpEmbedderSettings {
  /** Up to and without `/embeddings`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string;
}

/** A batch of 64 vectors of 4,096 numbers, in decimal, and some. */
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const DIMENSIONS_MAX = 8_192;
const Bytes = z.instanceof(Uint8Array);
const Answer = z.object({
  data: z.array(
    z.object({
      index: z.number().int().nonnegative(),
      embedding: z.array(z.number()).min(1).max(DIMENSIONS_MAX),
    }),
  ),
});

/**
 * A model behind HTTP. Texts of hosts go there, their secrets hidden before; beyond this machine only
 * over https.
 *
 * @throws VedetteError `embeddings-invalid` for an address that is none, or that anybody could listen in on
 */
export function createHttpEmbedder({ url, model, key }: HttpEmbedderSettings): Embedder {
  const address = URL.parse(`${url.replace(/\/+$/, '')}/embeddings`);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw invalid('VEDETTE_EMBEDDINGS_URL is no http or https URL');
  }
  if (address.username !== '' || address.password !== '') {
    throw invalid('VEDETTE_EMBEDDINGS_URL has a password in it: use VEDETTE_EMBEDDINGS_KEY');
  }
  if (address.protocol === 'http:' && !isLoopback(address.hostname.replace(/^\[(.*)\]$/, '$1'))) {
    throw invalid(`command lines would go to ${address.hostname} unencrypted: use https`);
  }
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  return {
    name: model,
    embed: async (texts, signal) => {
      const response = await fetch(address, {
        ...{ method: 'POST', headers, signal, redirect: 'error' },
        body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      });
      if (!response.ok) throw new Error(`it answers with ${response.status}`);
      return readVectors(await readBounded(response), texts.length);
    },
  };
}

function invalid(problem: string): VedetteError {
  return new VedetteError('embeddings-invalid', { problem });
}

function readVectors(text: string, count: number): readonly Float32Array[] {
  const answer = Answer.safeParse(JSON.parse(text));
  if (!answer.success) throw new Error('it answers no list of vectors');
  const sorted = answer.data.data.toSorted((a, b) => a.index - b.index);
  if (sorted.length !== count || sorted.some(({ index }, at) => index !== at)) {
    throw new Error('it answers other texts than it was given');
  }
  return sorted.map(({ embedding }) => unitVector(embedding));
}

async function readBounded({ body }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const chunk = Bytes.parse(part.value);
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel();
      throw new Error(`it answers with over ${ANSWER_BYTES_MAX} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
