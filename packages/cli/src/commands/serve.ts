import { VedetteError } from '@vedette/core';
import { type ServerSettings, serverFolder, startServer } from '@vedette/server';

import { embeddingsOf } from '../embeddings.ts';
import { listenForInterruption } from '../interruption.ts';
import { pagesFolder } from '../pages-folder.ts';
import type { CommonOptions } from '../program/options.ts';
import type { SignInOptions } from '../program/sign-in-options.ts';
import { runUntilStopped } from '../run-until-stopped.ts';
import { serviceLog } from '../server-log.ts';
import { signInsOf } from '../sign-in-settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { VERSION } from '../version.ts';
import { readSecret, webhooksOf } from '../webhooks.ts';

/** The options of `vedette serve`. */
export interface ServeOptions extends CommonOptions, SignInOptions {
  readonly listen: string;
  readonly port: number;
  readonly publicName?: readonly string[];
  readonly clickhouse?: string;
  readonly clickhousePasswordFile?: string;
  readonly baselines?: string;
  readonly state?: string;
  readonly name: string;
  /** Days. */
  readonly retention: number;
  /** Milliseconds. */
  readonly every: number;
  readonly sweep?: boolean;
}

const DATABASE_DEFAULT = 'vedette';

/** `vedette serve`: the server alone, until SIGTERM or Ctrl-C. */
export async function serve(here: Surroundings, options: ServeOptions): Promise<number> {
  const log = serviceLog(here);
  // What a person would read is a line of the log here, like everything else.
  const stderr = { ...here.stderr, write: () => log('info', 'stopping') };
  const interruption = listenForInterruption({ ...here, stderr });
  try {
    const pages = await pagesFolder((text) => log('info', 'pages', { text }));
    const server = await startServer({ ...settingsOf(here, options), log, pages });
    return await runUntilStopped(server, interruption, []);
  } finally {
    interruption.close();
  }
}

function settingsOf(
  here: Surroundings,
  options: ServeOptions,
): Omit<ServerSettings, 'log' | 'pages'> {
  const { env, cwd, clock, random, user } = here;
  const { listen, port, every, inventory } = options;
  // A server that sweeps nothing may have no way to the hosts, and nobody said that it should.
  const fleet = options.sweep === true ? { inventory: inventory ?? null, cwd, env } : null;
  return {
    stateFolder: options.state ?? serverFolder(env),
    ...{ listen, port, publicNames: (options.publicName ?? []).map((name) => name.toLowerCase()) },
    events: eventsOf(here, options),
    signIns: signInsOf(here, options),
    baselines: options.baselines ?? null,
    ...{ name: options.name, retentionDays: options.retention, webhooks: webhooksOf(here) },
    embeddings: embeddingsOf(here),
    sweeps: fleet === null ? null : { everyMs: every, ...fleet },
    containment: fleet,
    ...{ owner: user, version: VERSION, nowMs: clock.epochMs, random },
  };
}

/** What it is opened with never stands in an argument, which every user of the machine can read. */
function eventsOf({ env }: Surroundings, options: ServeOptions): ServerSettings['events'] {
  const { clickhouse } = options;
  if (clickhouse === undefined) return { engine: 'chdb' };
  const url = URL.parse(clickhouse);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw usage(`--clickhouse is no http or https URL: ${clickhouse}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw usage('--clickhouse has a password in it: use VEDETTE_CLICKHOUSE_PASSWORD');
  }
  const file = options.clickhousePasswordFile;
  return {
    engine: 'clickhouse',
    url: url.origin,
    user: env['VEDETTE_CLICKHOUSE_USER'] ?? 'default',
    password: file === undefined ? (env['VEDETTE_CLICKHOUSE_PASSWORD'] ?? '') : readSecret(file),
    database: url.pathname.slice(1) === '' ? DATABASE_DEFAULT : url.pathname.slice(1),
  };
}

function usage(problem: string): VedetteError {
  return new VedetteError('usage', { problem });
}
