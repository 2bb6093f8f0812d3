import { escapeText, safeJson, VedetteError } from '@vedette/core';
import {
  openTokens,
  serverFolder,
  serverFolders,
  type TokenInfo,
  TokenName,
  type TokenScope,
  type TokenStore,
} from '@vedette/server';

import type { CommonOptions } from '../program/options.ts';
import { timeText } from '../server-finding-text.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** The options of `vedette token create`. */
export interface CreateTokenOptions extends TokenOptions {
  readonly scope: TokenScope;
  readonly name: string;
  /** Milliseconds. */
  readonly expires?: number;
}

/** The options of every `vedette token` command. */
export interface TokenOptions extends CommonOptions {
  readonly state?: string;
  readonly org: string;
}

/** `vedette token create`: the token alone on stdout, so that it can go where it is needed. */
export async function createToken(here: Surroundings, options: CreateTokenOptions): Promise<void> {
  const { scope, expires, json } = options;
  const { token, info } = await tokensOf(here, options).create({
    ...{ org: nameOf(options.org), name: nameOf(options.name), scope },
    expiresMs: expires === undefined ? null : here.clock.epochMs() + expires,
  });
  if (json === true) {
    here.stdout.write(`${safeJson({ ...info, token }, JSON_INDENT)}\n`);
    return;
  }
  here.stdout.write(`${token}\n`);
  here.stderr.write(
    `vedette: ${info.id} may ${scope}; it is not shown again; vedette token revoke ${info.id} ends it\n`,
  );
}

/** `vedette token list`. */
export async function listTokens(here: Surroundings, options: TokenOptions): Promise<void> {
  const tokens = await tokensOf(here, options).list();
  if (options.json === true) here.stdout.write(`${safeJson(tokens, JSON_INDENT)}\n`);
  else if (tokens.length === 0) here.stderr.write('vedette: no tokens\n');
  else for (const info of tokens) here.stdout.write(`${lineText(info)}\n`);
}

/** `vedette token revoke`: holds at the next request, also of a server that runs. */
export async function revokeToken(
  here: Surroundings,
  id: string,
  options: TokenOptions,
): Promise<void> {
  const info = await tokensOf(here, options).revoke(id);
  here.stderr.write(`vedette: ${info.id} (${escapeText(info.name)}) is revoked\n`);
}

function tokensOf({ env, clock }: Surroundings, { state }: TokenOptions): TokenStore {
  const { tokens } = serverFolders(state ?? serverFolder(env));
  return openTokens({ file: tokens, nowMs: clock.epochMs });
}

function nameOf(text: string): string {
  const name = TokenName.safeParse(text);
  if (name.success) return name.data;
  const problem = `${text}: ${name.error.issues[0]?.message ?? 'no name'}`;
  throw new VedetteError('usage', { problem });
}

function lineText({ id, org, name, scope, createdMs, expiresMs, lastUsedMs }: TokenInfo): string {
  const used = lastUsedMs === null ? 'never used' : `used ${timeText(lastUsedMs)}`;
  const ends = expiresMs === null ? '' : ` · ends ${timeText(expiresMs)}`;
  const whose = `${escapeText(org)} · ${escapeText(name)}`;
  return `${id}  ${scope.padEnd(7)}  ${whose} · made ${timeText(createdMs)} · ${used}${ends}`;
}
