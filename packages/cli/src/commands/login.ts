import { escapeText, safeJson } from '@vedette/core';
import { LoginLink } from '@vedette/server';

import type { CommonOptions } from '../program/options.ts';
import { askedServer, type ServerOptions } from '../server-client.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const MS_PER_MINUTE = 60_000;

/** The options of `vedette login`. */
export interface LoginOptions extends CommonOptions, ServerOptions {
  readonly scope: 'view' | 'operate';
}

/** `vedette login`: a link that opens the pages once; alone on stdout, so that it can be passed on. */
export async function login(here: Surroundings, options: LoginOptions): Promise<void> {
  const server = await askedServer(here, options);
  const body = { scope: options.scope };
  const link = await server.post('/v1/login-codes', { body, schema: LoginLink });
  if (options.json === true) {
    here.stdout.write(`${safeJson(link, JSON_INDENT)}\n`);
    return;
  }
  here.stdout.write(`${escapeText(link.url)}\n`);
  const minutes = Math.ceil((link.expiresMs - here.clock.epochMs()) / MS_PER_MINUTE);
  const may = options.scope === 'view' ? 'look' : 'look and decide';
  here.stderr.write(
    `vedette: open it in a browser within ${minutes} minutes: whoever does may ${may}; it works once\n`,
  );
}
