import { readFileSync } from 'node:fs';

import { VedetteError } from '@vedette/core';
import type { ServerSettings } from '@vedette/server';

import type { Surroundings } from './surroundings.ts';

const NAME = 'webhook';

/** Where findings are told to, as the environment says: none, or one address with its secret. */
export function webhooksOf({ env }: Pick<Surroundings, 'env'>): ServerSettings['webhooks'] {
  const url = env['VEDETTE_WEBHOOK_URL'] ?? '';
  if (url === '') return [];
  const file = env['VEDETTE_WEBHOOK_SECRET_FILE'] ?? '';
  const secret = file === '' ? (env['VEDETTE_WEBHOOK_SECRET'] ?? '') : readSecret(file);
  if (secret === '') {
    const problem =
      'VEDETTE_WEBHOOK_URL without VEDETTE_WEBHOOK_SECRET: nobody could tell it is us';
    throw new VedetteError('usage', { problem });
  }
  return [{ name: NAME, url, secret }];
}

/** A secret from a file, without the end of its line. */
export function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new VedetteError('usage', { problem: `cannot read a secret from ${file}: ${cause}` });
  }
}
