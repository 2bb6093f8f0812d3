import { safeJson, VedetteError } from '@vedette/core';
import { FindingsPage, ServerFinding } from '@vedette/server';

import { layoutFor } from '../layout.ts';
import type { CommonOptions } from '../program/options.ts';
import {
  askedServer,
  findServer,
  type ServerClient,
  type ServerOptions,
} from '../server-client.ts';
import { findingLine, findingText } from '../server-finding-text.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';
import { listFindings } from './findings.ts';

const JSON_INDENT = 2;
const DAY_MS = 86_400_000;
const ID = /^[sxi]-[0-9a-f]{12}$/;

/** The options of `vedette findings list`. */
export interface ListOptions extends CommonOptions, ServerOptions {
  readonly host?: readonly string[];
  readonly verbose?: boolean;
  readonly local?: boolean;
  readonly state?: string;
  readonly limit?: number;
}

/** `vedette findings list`: of the server where there is one, else of the local sweeps. */
export async function listAllFindings(here: Surroundings, options: ListOptions): Promise<number> {
  const server = options.local === true ? undefined : await findServer(here, options);
  if (server === undefined) return listFindings(here, options);
  const found = await answerUnlessGone(here, server, options);
  return found === undefined ? listFindings(here, options) : printPage(here, found, options);
}

/** The local server may have ended without taking its address away: the sweeps are still there. */
async function answerUnlessGone(
  here: Surroundings,
  server: ServerClient,
  options: ListOptions,
): Promise<FindingsPage | undefined> {
  const query = new URLSearchParams({
    state: options.state ?? 'open',
    ...(options.limit === undefined ? {} : { limit: String(options.limit) }),
  });
  try {
    return await server.get(`/v1/findings?${query.toString()}`, FindingsPage);
  } catch (error) {
    const gone = error instanceof VedetteError && error.code === 'server-unreachable';
    if (!gone || options.server !== undefined) throw error;
    here.stderr.write('vedette: the server does not run; these are of the last local sweeps\n');
    return undefined;
  }
}

function printPage(here: Surroundings, page: FindingsPage, options: ListOptions): number {
  const { host } = options;
  const shown = page.findings.filter(
    ({ hosts, subject }) =>
      host === undefined || [subject, ...hosts].some((name) => host.includes(name)),
  );
  if (options.json === true) {
    here.stdout.write(`${safeJson(shown, JSON_INDENT)}\n`);
    return EXIT_CODES.ok;
  }
  const layout = layoutFor(here, options);
  const text = options.verbose === true ? findingText : findingLine;
  if (shown.length === 0) here.stdout.write(`no ${options.state ?? 'open'} findings\n`);
  for (const finding of shown) here.stdout.write(`${text(finding, layout)}\n`);
  const more = page.total - page.findings.length;
  if (more > 0) here.stderr.write(`vedette: ${more} more; --limit shows them\n`);
  return EXIT_CODES.ok;
}

/** The options of the commands for one finding. */
export interface FindingOptions extends CommonOptions, ServerOptions {
  readonly note?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly scope?: string;
  /** Milliseconds. */
  readonly for?: number;
}

/** `vedette findings show ID`. */
export async function showFinding(
  here: Surroundings,
  id: string,
  options: FindingOptions,
): Promise<void> {
  const server = await askedServer(here, options);
  print(here, await server.get(`/v1/findings/${idOf(id)}`, ServerFinding), options);
}

/** `vedette findings ack`, `expect`, `resolve`, `reopen`: each is answered with what became of it. */
export async function decideFinding(
  here: Surroundings,
  { id, action }: { readonly id: string; readonly action: FindingAction },
  options: FindingOptions,
): Promise<void> {
  const server = await askedServer(here, options);
  const path = `/v1/findings/${idOf(id)}/${action}`;
  const body = bodyOf(action, options);
  print(here, await server.post(path, { body, schema: ServerFinding }), options);
}

export type FindingAction = 'acknowledge' | 'resolve' | 'reopen' | 'expect';

function bodyOf(action: FindingAction, options: FindingOptions): object {
  const { note, reason, owner, scope, for: forMs } = options;
  if (action === 'reopen') return {};
  if (action !== 'expect') return note === undefined ? {} : { note };
  return {
    ...{ reason, scope, days: forMs === undefined ? null : forMs / DAY_MS },
    ...(owner === undefined ? {} : { owner }),
  };
}

function print(here: Surroundings, finding: ServerFinding, options: FindingOptions): void {
  const text =
    options.json === true
      ? safeJson(finding, JSON_INDENT)
      : findingText(finding, layoutFor(here, options));
  here.stdout.write(`${text}\n`);
}

/** It becomes part of a path. */
function idOf(id: string): string {
  if (ID.test(id)) return id;
  throw new VedetteError('finding-not-there', { id });
}
