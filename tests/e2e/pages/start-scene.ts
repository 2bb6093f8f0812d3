import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Endpoint, FindingsPage, serverFolder, serverFolders } from '@vedette/server';
import { z } from 'zod';

import { until } from '../hosts/index.ts';
import { ask } from '../server/ask.ts';
import { encodeBatch } from '../server/encode-batch.ts';
import { makeToken } from '../server/make-token.ts';
import { postBatch } from '../server/post-batch.ts';
import { startServer } from '../server/start-server.ts';
import { HOSTILE_TEXTS, LONG_ARGUMENT } from './hostile-text.ts';
import { storeManyEvents } from './many-events.ts';
import { eventOf, manyCommands, ordinaryDays, WORKLOADS } from './ordinary-days.ts';
import { tellSignIns } from './tell-sign-ins.ts';

/** A server with a past: millions of events, findings, sign-ins, a sweep of this host. */
export interface Scene {
  readonly url: string;
  /** A new one-time login link. */
  readonly loginLink: (scope?: 'view' | 'operate') => Promise<string>;
  readonly endpoint: Endpoint;
  readonly stateHome: string;
  readonly close: () => Promise<void>;
}

export interface SceneOptions {
  readonly events: number;
  /** Of `vedette up`, besides its port. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const EVENT_DAYS = 6.5;
const LINK = z.object({ url: z.url() });
const PAGE_BUILD_MAX_MS = 120_000;

/** Starts the real command on a state that was prepared, and lets something happen on it. */
export async function startScene({
  events,
  args = ['--no-sensor'],
  env = {},
}: SceneOptions): Promise<Scene> {
  const stateHome = mkdtempSync(join(tmpdir(), 'vedette-pages-'));
  const nowMs = Date.now();
  const folder = serverFolders(serverFolder({ XDG_STATE_HOME: stateHome })).events;
  await storeManyEvents({
    ...{ folder, events, commands: manyCommands(), untilMs: nowMs, days: EVENT_DAYS },
  });
  const server = startServer({ args: ['up', '--port', '0', ...args], stateHome, env });
  const close = async (): Promise<void> => {
    server.interrupt();
    await server.ended;
    rmSync(stateHome, { recursive: true, force: true });
  };
  try {
    const endpoint = await server.listening();
    await until(server.said, (said) => /\/login#code=/.test(said), PAGE_BUILD_MAX_MS);
    await tellPast(endpoint, await makeToken(stateHome), nowMs);
    await tellSignIns(endpoint, stateHome);
    await until(
      () => ask(endpoint, '/v1/findings?state=open', FindingsPage),
      ({ findings }) => findings.some(({ watch }) => watch === 'executions'),
    );
    const loginLink = async (scope: 'view' | 'operate' = 'operate'): Promise<string> => {
      const response = await fetch(`${endpoint.url}/v1/login-codes`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${endpoint.token}`, 'content-type': 'application/json' },
        },
        body: JSON.stringify({ scope }),
      });
      return LINK.parse(await response.json()).url;
    };
    return { url: endpoint.url, loginLink, endpoint, stateHome, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Ordinary days in each workload, then one bad minute. */
async function tellPast({ url }: Endpoint, token: string, nowMs: number): Promise<void> {
  const target = { url, token };
  for (const workload of WORKLOADS) {
    const host = `${workload}-1`;
    const id = `ordinary-${workload}`;
    const body = encodeBatch(id, ordinaryDays(workload, nowMs), { workload, host });
    await postBatch(target, { id, body });
  }
  const where = { workload: 'web', host: 'web-1', t: nowMs };
  const shell = { id: 'boot-web:900:1', parentId: 'boot-web:700:1', pid: 900, ppid: 700 };
  const bad = [
    eventOf({ parent: 'node', exe: '/bin/bash', argv: ['bash', '-i'] }, where, shell),
    eventOf(
      {
        parent: 'bash',
        exe: '/tmp/.x/kdevtmpfsi',
        argv: ['/tmp/.x/kdevtmpfsi', '-o', 'pool:3333'],
      },
      where,
      { id: 'boot-web:901:1', parentId: shell.id, pid: 901, ppid: 900 },
    ),
    ...[...HOSTILE_TEXTS, LONG_ARGUMENT].map((text, at) =>
      eventOf(
        { parent: 'node', exe: `/tmp/${at}/${text.slice(0, 60)}`, argv: [text, text] },
        { ...where, t: nowMs + at },
        { pid: 2_000 + at, ppid: 1, cwd: text.slice(0, 200), uid: 0 },
      ),
    ),
  ];
  const body = encodeBatch('bad', bad, where);
  await postBatch(target, { id: 'bad', body });
}
