import { VedetteError } from '@vedette/core';
import type { ServerSettings } from '@vedette/server';

import type { Surroundings } from './surroundings.ts';
import { readSecret } from './webhooks.ts';

/**
 * The embedding model that the environment names: an endpoint, a folder, or none.
 *
 * @throws VedetteError `embeddings-invalid` for half an endpoint, or for both
 */
export function embeddingsOf({
  env,
}: Pick<Surroundings, 'env'>): NonNullable<ServerSettings['embeddings']> | null {
  const url = env['VEDETTE_EMBEDDINGS_URL'] ?? '';
  const folder = env['VEDETTE_EMBEDDINGS_FOLDER'] ?? '';
  if (url === '') return folder === '' ? null : { kind: 'local', folder };
  const model = env['VEDETTE_EMBEDDINGS_MODEL'] ?? '';
  if (model === '' || folder !== '') {
    const problem =
      model === ''
        ? 'VEDETTE_EMBEDDINGS_URL without VEDETTE_EMBEDDINGS_MODEL'
        : 'both VEDETTE_EMBEDDINGS_URL and VEDETTE_EMBEDDINGS_FOLDER: one model is enough';
    throw new VedetteError('embeddings-invalid', { problem });
  }
  const file = env['VEDETTE_EMBEDDINGS_KEY_FILE'] ?? '';
  const key = file === '' ? (env['VEDETTE_EMBEDDINGS_KEY'] ?? '') : readSecret(file);
  return { kind: 'http', url, model, ...(key === '' ? {} : { key }) };
}
