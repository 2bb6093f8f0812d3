import { VedetteError } from '@vedette/core';
import { Problem, readEndpoint, serverFolder } from '@vedette/server';
import type { z } from 'zod';

import type { Surroundings } from './surroundings.ts';

/** Options of every command that asks a server. */
export interface ServerOptions {
  /** URL; the server of this machine by default. */
  readonly server?: string;
}

/** A server that can be asked; what it answers is checked before it is believed. */
export interface ServerClient {
  readonly url: string;
  readonly get: <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
  ) => Promise<z.infer<Schema>>;
  readonly post: <Schema extends z.ZodType>(
    path: string,
    request: { readonly body: object; readonly schema: Schema },
  ) => Promise<z.infer<Schema>>;
}

const TIMEOUT_MS = 30_000;
const NEXT_DEFAULT = 'see the log of the server';

/** The server that was named, or the one of this machine; undefined where none is known. */
export async function findServer(
  { env }: Pick<Surroundings, 'env'>,
  { server }: ServerOptions,
): Promise<ServerClient | undefined> {
  if (server !== undefined) return clientOf(urlOf(server), givenToken(env));
  const endpoint = await readEndpoint(serverFolder(env));
  return endpoint === undefined ? undefined : clientOf(endpoint.url, endpoint.token);
}

/** The server that was named, or the one of this machine, which has to be there. */
export async function askedServer(
  here: Pick<Surroundings, 'env'>,
  options: ServerOptions,
): Promise<ServerClient> {
  const found = await findServer(here, options);
  if (found !== undefined) return found;
  const cause = 'none was started with this state folder';
  throw new VedetteError('server-unreachable', { url: 'this machine', cause });
}

function clientOf(url: string, token: string): ServerClient {
  const ask = async <Schema extends z.ZodType>(
    path: string,
    init: RequestInit,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const response = await answerTo(`${url}${path}`, token, init);
    const json = await readJson(response, url);
    if (!response.ok) throw refusalOf(json, { url, status: response.status });
    const read = schema.safeParse(json);
    if (read.success) return read.data;
    const problem = `something that this version cannot read: ${read.error.issues[0]?.message}`;
    throw new VedetteError('server-refused', { url, problem, next: 'use the same version' });
  };
  return {
    url,
    get: (path, schema) => ask(path, { method: 'GET' }, schema),
    post: (path, { body, schema }) =>
      ask(
        path,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
        schema,
      ),
  };
}

async function answerTo(url: string, token: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(url, {
      ...init,
      headers,
      // The token is for this address, not for one that an answer names.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new VedetteError('server-unreachable', {
      url: new URL(url).origin,
      cause: causeOf(error),
    });
  }
}

async function readJson(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    const problem = `HTTP ${response.status} without JSON (${causeOf(error)})`;
    throw new VedetteError('server-refused', { url, problem, next: NEXT_DEFAULT });
  }
}

function refusalOf(
  json: unknown,
  { url, status }: { readonly url: string; readonly status: number },
): VedetteError {
  const problem = Problem.safeParse(json);
  return new VedetteError('server-refused', {
    url,
    problem: problem.success ? problem.data.detail : `HTTP ${status}`,
    next: problem.success ? problem.data.hint : NEXT_DEFAULT,
  });
}

function urlOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new VedetteError('usage', { problem: `the server is no http or https URL: ${text}` });
  }
  if (url.username !== '' || url.password !== '') {
    throw new VedetteError('usage', { problem: 'the URL has a password in it: use VEDETTE_TOKEN' });
  }
  return url.href.replace(/\/$/, '');
}

function givenToken(env: Surroundings['env']): string {
  const token = env['VEDETTE_TOKEN'] ?? '';
  if (/^[\u0021-\u007e]+$/.test(token)) return token;
  throw new VedetteError('usage', { problem: 'no token: set VEDETTE_TOKEN' });
}

/** `fetch failed` says nothing; its cause does. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause ? String(cause.code) : '';
  return cause.message === '' ? code : cause.message;
}
