// Everything on this machine by one command: seen, scored, listed, stopped and found again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import type { StoredEvent } from '@vedette/server';

import { processesMentioning, runVedette, until } from './hosts/index.ts';
import { missingForSensor } from './sensor/requirements.ts';
import { runMarked } from './sensor/run-marked.ts';
import { everyEvent } from './server/every-event.ts';
import { groupMembers } from './server/group-members.ts';
import { type ServerProcess, startServer } from './server/start-server.ts';

const EXECUTIONS = 20;
const LISTED_MAX_MS = 60_000;

test(
  'vedette up: this machine is seen, scored and listed, also after a restart',
  { skip: missingForSensor() },
  async () => {
    const stateHome = mkdtempSync(join(tmpdir(), 'vedette-e2e-up-'));
    const mark = randomUUID();
    const args = ['up', '--port', '0'];
    let server: ServerProcess | undefined;
    const start = async (): Promise<ServerProcess> => {
      server = startServer({ args, stateHome });
      await server.listening();
      return server;
    };
    try {
      const first = await start();
      await until(first.said, (said) => /sensor: sees executions by/.test(said));
      const sinceMs = Date.now();
      await runMarked(mark, 0, EXECUTIONS);
      const seen = await until(
        () => marked(first, mark, sinceMs),
        (events) => events.length === EXECUTIONS,
        LISTED_MAX_MS,
      );
      assert.equal(seen.length, EXECUTIONS, first.said());
      assert.ok(seen.every(({ score, state }) => score !== null && state !== null));

      const listed = await runVedette({ args: ['events', '--json', '--limit', '1000'], stateHome });
      assert.equal(listed.exitCode, 0, listed.stderr);
      assert.match(listed.stdout, /"score":/);
      assert.equal((await runVedette({ args: ['findings', '--json'], stateHome })).exitCode, 0);
      const other = await runVedette({ args, stateHome });
      assert.equal(other.exitCode, 2);
      assert.match(other.stderr, /a server already works on .* at http:/);

      const printed = /log in, once[^:]*: (http\S+)/.exec(first.said())?.[1] ?? '';
      const link = (await runVedette({ args: ['login'], stateHome })).stdout.trim();
      for (const url of [printed, link]) assert.deepEqual(await loginTwice(url), [200, 401], url);

      first.interrupt();
      assert.equal(await first.ended, 0, first.said());
      assert.deepEqual(leftOf(first, stateHome), []);
      const alone = await runVedette({ args: ['events'], stateHome });
      assert.equal(alone.exitCode, 3, alone.stderr);

      const second = await start();
      assert.equal((await marked(second, mark, sinceMs)).length, EXECUTIONS);
      await until(second.said, (said) => /sensor: sees executions by/.test(said));
      second.kill();
      await second.ended;
      const left = await until(
        () => leftOf(second, stateHome),
        (pids) => pids.length === 0,
      );
      assert.deepEqual(left, []);
    } finally {
      server?.kill();
      rmSync(stateHome, { recursive: true, force: true });
    }
  },
);

/** With what stands behind the `#` of a login link, as its page does: once, and once more. */
async function loginTwice(link: string): Promise<number[]> {
  const { origin, hash } = new URL(link);
  const body = JSON.stringify({ code: hash.slice('#code='.length) });
  const headers = { 'content-type': 'application/json', origin };
  const login = async (): Promise<number> =>
    (await fetch(`${origin}/v1/session`, { method: 'POST', headers, body })).status;
  return [await login(), await login()];
}

/** The machine may be busy with other things: only what came since is looked through. */
async function marked(
  server: ServerProcess,
  mark: string,
  sinceMs: number,
): Promise<StoredEvent[]> {
  const endpoint = await server.listening();
  const events = await everyEvent(endpoint, `&kind=exec&from=${sinceMs}`);
  return events.filter(({ event }) => event.argv[0] === '/bin/true' && event.argv.includes(mark));
}

/** What still runs of a server: its group, and the engine of its stores. */
function leftOf(server: ServerProcess, stateHome: string): string[] {
  return [...groupMembers(server.pid), ...processesMentioning(stateHome)];
}
