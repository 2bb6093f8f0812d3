import type { EmbeddingsSettings } from '../../server-settings.ts';
import type { Embedder } from './embedder.ts';
import { createHttpEmbedder } from './http-embedder.ts';
import { createLocalEmbedder } from './local-embedder.ts';

/** The model that was chosen; null for none. */
export async function createEmbedder(
  settings: EmbeddingsSettings | null,
): Promise<Embedder | null> {
  if (settings === null) return null;
  return settings.kind === 'http'
    ? createHttpEmbedder(settings)
    : createLocalEmbedder(settings.folder);
}
