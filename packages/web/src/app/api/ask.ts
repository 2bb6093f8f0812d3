import type { Api } from './api-types.ts';
import { readProblem } from './problem.ts';

/** An operation of the HTTP API, as `GET /v1/findings/{id}`. */
export type Operation = keyof Api;
export type Answer<Op extends Operation> = Api[Op]['answer'];
type Given<T> = T extends null ? undefined : T;

/** What goes along with an operation; parts that it does not have are left out. */
export interface AskOptions<Op extends Operation> {
  readonly path?: Api[Op]['path'];
  readonly query?: Api[Op]['query'];
  readonly body?: Given<Api[Op]['body']>;
  readonly signal?: AbortSignal;
}

const csrf = { token: '' };

/** What every change has to carry along; told by the session. */
export function keepCsrf(token: string): void {
  csrf.token = token;
}

/**
 * Asks the server that the page came from.
 *
 * @throws ApiProblem where it refuses; TypeError where it does not answer
 * @example
 * const { findings } = await ask('GET /v1/findings', { query: { state: 'open' } });
 */
export async function ask<Op extends Operation>(
  operation: Op,
  { path, query, body, signal }: AskOptions<Op> = {},
): Promise<Answer<Op>> {
  const [method = 'GET', template = ''] = operation.split(' ');
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (method !== 'GET') headers.set('x-vedette-csrf', csrf.token);
  const response = await fetch(`${fill(template, path)}${queryText(query)}`, {
    ...{ method, headers, credentials: 'same-origin', redirect: 'error' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await readProblem(response);
  // What the server answers is what its own description, from which these types are made, says.
  // oxlint-disable-next-line typescript/no-unsafe-return
  return response.status === NO_CONTENT ? null : response.json();
}

const NO_CONTENT = 204;

function fill(template: string, path: object | undefined): string {
  const values = new Map<string, string | number>(Object.entries(path ?? {}));
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  );
}

function queryText(query: object | undefined): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') text.append(name, String(one));
    }
  }
  return text.size === 0 ? '' : `?${text}`;
}
