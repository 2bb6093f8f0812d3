import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ExecutionEvent } from '@vedette/core';
import { shapeOf } from '@vedette/executions';
import { type Endpoint, serverFolder, serverFolders } from '@vedette/server';

import { storeManyEvents } from '../../tests/e2e/pages/many-events.ts';
import { encodeBatch } from '../../tests/e2e/server/encode-batch.ts';
import { makeToken } from '../../tests/e2e/server/make-token.ts';
import { postBatch } from '../../tests/e2e/server/post-batch.ts';
import { startServer } from '../../tests/e2e/server/start-server.ts';
import { type BenchResult, figure } from '../benchmark.ts';

const VOLUMES = [10_000, 1_000_000, 10_000_000];
const DAYS = 6.5;
const ROUNDS = 10;
const WORKLOAD = 'web';
const HOST = 'web-1';
const QUESTIONS = [
  'anything that looks like a reverse shell',
  'downloads piped to a shell',
  'who read the password hashes',
  'compress files of a customer last:7d',
  'host:host-3 backup to another machine',
  'workload:web* score:>0.5 last:24h',
  'miner in a scratch directory',
  'change owner of files last:24h',
];
const PROGRAMS = `tar rsync cp mv chown chmod find grep sed awk curl wget nc python3 perl node psql
  pg_dump gzip openssl ssh scp git make gcc ls cat rm mkdir ln tee sort kill ps top df du mount
  systemctl crontab useradd iptables docker kubectl base64 xxd strings nmap dig ping socat`
  .trim()
  .split(/\s+/);
const PLACES =
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho
  sigma tau upsilon phi chi psi omega north south east west amber azure coral ivory jade lilac
  maroon navy ochre pearl ruby sepia teal umber violet wheat birch cedar elm fir hazel larch`
    .trim()
    .split(/\s+/);

/** How long a question takes with more and more events stored: the shapes stay the same. */
export async function measureVolume(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const events of VOLUMES) {
    const times = (await timesWith(events)).toSorted((a, b) => a - b);
    const at = (share: number): number =>
      Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
    const among = `${events.toLocaleString('en')} events`;
    results.push(figure(`a question among ${among}, p50`, 'ms', at(0.5)));
    results.push(figure(`a question among ${among}, p99`, 'ms', at(0.99)));
  }
  return results;
}

async function timesWith(events: number): Promise<number[]> {
  const stateHome = await mkdtemp(join(tmpdir(), 'vedette-bench-search-'));
  const nowMs = Date.now();
  const executions = distinctExecutions(nowMs);
  const commands = executions.map((event) => ({
    ...{ workload: WORKLOAD, shape: shapeOf(event).key, score: (event.pid % 10) / 10 },
    ...{ exe: event.exe, parent: event.parent, argv: event.argv },
  }));
  const folder = serverFolders(serverFolder({ XDG_STATE_HOME: stateHome })).events;
  await storeManyEvents({ folder, commands, events, untilMs: nowMs, days: DAYS });
  const server = startServer({
    args: ['up', '--port', '0', '--no-sensor', '--no-sweep'],
    stateHome,
  });
  try {
    const endpoint = await server.listening();
    const token = await makeToken(stateHome);
    const body = encodeBatch('shapes', executions, { workload: WORKLOAD, host: HOST });
    await postBatch({ url: endpoint.url, token }, { id: 'shapes', body });
    // The first question after a change indexes the shapes; that is once, and not what is asked here.
    for (const question of QUESTIONS) await timeOf(endpoint, question);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const question of QUESTIONS) times.push(await timeOf(endpoint, question));
    return times;
  } finally {
    server.interrupt();
    await server.ended;
    await rm(stateHome, { recursive: true, force: true });
  }
}

async function timeOf({ url, token }: Endpoint, query: string): Promise<number> {
  const startMs = performance.now();
  const response = await fetch(`${url}/v1/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${query}: ${text}`);
  return performance.now() - startMs;
}

/** Some thousands of different commands: each program at each place. */
function distinctExecutions(nowMs: number): ExecutionEvent[] {
  return PROGRAMS.flatMap((program, row) =>
    PLACES.map((place, column) =>
      ExecutionEvent.parse({
        ...{ t: nowMs, host: HOST, workload: WORKLOAD, uid: 33, parent: 'sh', comm: program },
        ...{ pid: 1_000 + row * PLACES.length + column, ppid: 900, exe: `/usr/bin/${program}` },
        argv: [program, '-v', `/srv/${place}/input`, `--label=${place}`],
      }),
    ),
  );
}
