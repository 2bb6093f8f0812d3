import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { type Endpoint, readEndpoint } from '@vedette/server';

import { type LoadResult, sendAll } from './load.ts';
import type { Body } from './make-bodies.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const PROGRAM = join(REPOSITORY, 'packages/cli/src/vedette.ts');
const MS_PER_SECOND = 1_000;
const LOOK_MS = 50;
const START_MAX_MS = 60_000;
const SETTLE_MAX_MS = 300_000;
const BYTES_PER_KIB = 1_024;
/** Of what follows the name in /proc/PID/stat. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const TICKS_PER_SECOND = 100;
/** As many sensors as are heard at the same moment. */
const AT_ONCE = 8;

/** What a server made of a load. */
export interface IngestFigures {
  readonly load: LoadResult;
  /** From the first batch until everything was scored and in the event store. */
  readonly settledSeconds: number;
  /** Of the server and of its engine's process, together. */
  readonly peakBytes: number;
  /** Of one processor: the server's, and its engine's process. */
  readonly serverCpuSeconds: number;
  readonly engineCpuSeconds: number;
  readonly diskBytes: number;
}

/** Starts a server on a fresh folder, sends it everything, and waits until it is done with it. */
export async function measureIngest(
  folder: string,
  bodies: readonly Body[],
): Promise<IngestFigures> {
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  const token = await vedette(['token', 'create', '--scope', 'ingest', '--name', 'bench'], state);
  const args = [PROGRAM, 'serve', '--port', '0', '--state', state];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_096);
  });
  const ended = once(server, 'close');
  try {
    const endpoint = await untilListening(state, () => said);
    const cpuBefore = cpuOf(server.pid ?? 0);
    const startMs = performance.now();
    const { port } = new URL(endpoint.url);
    const load = await sendAll({ port: Number(port), token: token.trim() }, bodies, AT_ONCE);
    await untilSettled(endpoint);
    const settledSeconds = (performance.now() - startMs) / MS_PER_SECOND;
    const peakBytes = peakOf(server.pid ?? 0);
    const cpuAfter = cpuOf(server.pid ?? 0);
    server.kill('SIGTERM');
    await ended;
    return {
      ...{ load, settledSeconds, peakBytes, diskBytes: bytesBelow(state) },
      serverCpuSeconds: cpuAfter.own - cpuBefore.own,
      engineCpuSeconds: cpuAfter.children - cpuBefore.children,
    };
  } finally {
    server.kill('SIGKILL');
  }
}

async function vedette(args: readonly string[], state: string): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, ...args, '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return Buffer.concat(chunks).toString();
}

async function untilListening(state: string, said: () => string): Promise<Endpoint> {
  const deadline = performance.now() + START_MAX_MS;
  while (performance.now() < deadline) {
    const endpoint = await readEndpoint(state);
    if (endpoint !== undefined) return endpoint;
    await pause();
  }
  throw new Error(`the server does not listen: ${said()}`);
}

async function untilSettled({ url, token }: Endpoint): Promise<void> {
  const deadline = performance.now() + SETTLE_MAX_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`${url}/metrics`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (/^vedette_engine_lag_entries 0$/m.test(await response.text())) return;
    await pause();
  }
  throw new Error('the server did not catch up');
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
  });
}

/** Processor time of a process, and of those that it started and that run. */
function cpuOf(pid: number): { readonly own: number; readonly children: number } {
  const children = childrenOf(pid).map((child) => cpuSeconds(child));
  return { own: cpuSeconds(String(pid)), children: children.reduce((a, b) => a + b, 0) };
}

function cpuSeconds(pid: string): number {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TICKS] ?? 0) + Number(fields[SYSTEM_TICKS] ?? 0)) / TICKS_PER_SECOND;
}

function childrenOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/task/${pid}/children`).trim();
  return text === '' ? [] : text.split(/\s+/);
}

/** Peaks of a process and of those that it started. */
function peakOf(pid: number): number {
  return [String(pid), ...childrenOf(pid)]
    .map((one) => /^VmHWM:\s+(\d+) kB$/m.exec(readText(`/proc/${one}/status`))?.[1])
    .reduce((sum, kib) => sum + Number(kib ?? 0) * BYTES_PER_KIB, 0);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended, or there is none.
    return '';
  }
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
    .reduce((sum, bytes) => sum + bytes, 0);
}
