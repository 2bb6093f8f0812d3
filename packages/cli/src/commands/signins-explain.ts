import { readFile } from 'node:fs/promises';

import { escapeText, safeJson, VedetteError } from '@vedette/core';
import { decodeSignature, EMPTY_RECORD, exportRecord } from '@vedette/identity';
import { ApplicationsList, UserSignIns } from '@vedette/server';
import { z } from 'zod';

import type { CommonOptions } from '../program/options.ts';
import {
  askedServer,
  findServer,
  type ServerClient,
  type ServerOptions,
} from '../server-client.ts';
import {
  type LastSignIn,
  recordedSignature,
  signatureText,
  signInText,
} from '../signature-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { signInsFile } from './signins.ts';

/** The options of `vedette signins explain`. */
export interface ExplainOptions extends CommonOptions, ServerOptions {
  /** Only with a server: by default all that know the user. */
  readonly application?: string;
}

const JSON_INDENT = 2;
/** Sign-ins that a server is asked for; `GET /v1/signins` has the rest. */
const RECENT_MAX = 10;

const Line = z.object({
  user: z.string(),
  signature: z.string(),
  last: z.object({
    at: z.string(),
    score: z.number(),
    decision: z.string(),
    reasons: z.array(z.object({ contribution: z.number(), text: z.string() })),
  }),
});
type Line = z.infer<typeof Line>;

/**
 * `vedette signins explain USER`: one user's signature, and why sign-ins were judged as they were.
 * A server is asked where one is named; otherwise the last replay, and where that does not know
 * the user, the server of this machine.
 */
export async function explainSignIns(
  here: Surroundings,
  user: string,
  options: ExplainOptions,
): Promise<void> {
  if (options.server !== undefined || options.application !== undefined)
    return explainFromServer(here, await askedServer(here, options), { user, ...options });
  const found = await findUser(signInsFile(here.env), user);
  if (!(found instanceof VedetteError)) return explainReplayed(here, found, options);
  const server = await findServer(here, options);
  if (server === undefined) throw found;
  return explainFromServer(here, server, { user, ...options });
}

function explainReplayed(
  here: Surroundings,
  { user, last, signature: encoded }: Line,
  { json }: ExplainOptions,
): void {
  const exported = exportRecord({ ...EMPTY_RECORD, signature: decodeSignature(encoded) });
  here.stdout.write(
    json === true
      ? `${safeJson({ user, last, signature: exported }, JSON_INDENT)}\n`
      : signatureText(user, recordedSignature(exported)) + signInText('last sign-in', last),
  );
}

async function explainFromServer(
  here: Surroundings,
  server: ServerClient,
  { user, application, json }: ExplainOptions & { readonly user: string },
): Promise<void> {
  const known = await knownTo(server, user, application);
  if (known.length === 0) {
    const where = application === undefined ? '' : ` in ${escapeText(application)}`;
    throw usage(`no user ${escapeText(user)}${where} at ${escapeText(server.url)}`);
  }
  if (json === true) {
    here.stdout.write(`${safeJson(known, JSON_INDENT)}\n`);
    return;
  }
  for (const { signature, recent, ...whose } of known) {
    const name = `${whose.user} in ${whose.application}`;
    here.stdout.write(
      signature === null
        ? `${escapeText(name)}  nothing learned\n`
        : signatureText(name, signature),
    );
    for (const [at, item] of recent.entries()) {
      const title = at === 0 ? 'last sign-in' : 'sign-in';
      here.stdout.write(signInText(title, lastSignIn(item)));
    }
  }
}

/** The user in the applications that know them. */
async function knownTo(
  server: ServerClient,
  user: string,
  application: string | undefined,
): Promise<UserSignIns[]> {
  const names =
    application === undefined
      ? (await server.get('/v1/signins/applications', ApplicationsList)).applications.map(
          (item) => item.application,
        )
      : [application];
  const found: UserSignIns[] = [];
  for (const name of names) {
    const path = `/v1/signins/users/${encodeURIComponent(name)}/${encodeURIComponent(user)}`;
    const answer = await server.get(`${path}?limit=${RECENT_MAX}`, UserSignIns);
    if (answer.signature !== null || answer.recent.length > 0) found.push(answer);
  }
  return found;
}

function lastSignIn(item: UserSignIns['recent'][number]): LastSignIn {
  const { atMs, decision, wanted, outcome, failure, score, reasons } = item;
  const what = [
    decision,
    ...(wanted === decision ? [] : [`${wanted} in enforce mode`]),
    ...(outcome === 'none' ? [] : [outcome]),
    ...(failure === null ? [] : [`let through unjudged: ${failure}`]),
  ];
  return { at: new Date(atMs).toISOString(), decision: what.join(', '), score, reasons };
}

async function findUser(file: string, user: string): Promise<Line | VedetteError> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return usage('no sign-ins are known yet: run vedette signins replay FILE.csv first');
    throw error;
  }
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const parsed = Line.parse(JSON.parse(line));
    if (parsed.user === user) return parsed;
  }
  return usage(`no user ${escapeText(user)} in the sign-ins that were replayed last`);
}

function usage(problem: string): VedetteError {
  return new VedetteError('usage', { problem });
}
