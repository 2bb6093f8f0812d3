// Against a whole server in this process, with its real stores.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { type RunningServer, startServer } from '@vedette/server';
import { z } from 'zod';

import { type Run, runMain } from '../testing/run-main.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-explain-'));
const USER = 'anna/\u001B[2J@example.com';
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
let server: RunningServer;

before(async () => {
  server = await startServer({
    ...{ stateFolder: folder, listen: '127.0.0.1', port: 0, publicNames: [], name: 'main' },
    ...{
      events: { engine: 'chdb' },
      baselines: null,
      webhooks: [],
      pages: null,
      containment: null,
      sweeps: null,
    },
    ...{ owner: 'ann', version: '0.0.0', retentionDays: 7, log: () => undefined },
    ...{ nowMs: Date.now, random: () => 0.5 },
    signIns: { mode: 'enforce', locale: 'en', judge: null },
  });
  const token = server.grant('sign-ins', 'the shop');
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${server.url}/v1/signins/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200);
    return response.json();
  };
  for (const application of ['shop', 'desk']) {
    const whose = { application, user: USER };
    for (const userAgent of [CHROME, 'curl/8.5.0']) {
      const facts = { address: '8.8.8.8', userAgent, device: null };
      const { id } = z.object({ id: z.string() }).parse(await post('assess', { ...whose, facts }));
      await post('confirm', { ...whose, id, outcome: 'confirmed' });
    }
  }
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function explain(...argv: readonly string[]): Promise<Run> {
  const env = { XDG_STATE_HOME: folder, VEDETTE_TOKEN: server.grant('view', 'a viewer') };
  return runMain(['signins', 'explain', USER, '--server', server.url, ...argv], { env });
}

describe('vedette signins explain --server', () => {
  test('the signature, and why, of every application that knows the user', async () => {
    const { exitCode, stdout, stderr } = await explain();
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /anna\/.*@example\.com in desk {2}2 sign-ins learned/);
    assert.match(stdout, /in shop {2}2 sign-ins learned/);
    assert.match(stdout, /Chrome on Windows \(1 day\)/);
    assert.match(stdout, /last sign-in \d{4}-.* {2}step-up, safe/);
    assert.match(stdout, /the client says that it is a program: curl/);
    assert.doesNotMatch(stdout, /8\.8\.8\.8|\u001B/);
  });

  test('of one application, as JSON', async () => {
    const { exitCode, stdout } = await explain('--application', 'shop', '--json');
    assert.equal(exitCode, 0);
    const [only, ...others] = z
      .array(z.object({ application: z.string(), recent: z.array(z.object({ user: z.string() })) }))
      .parse(JSON.parse(stdout));
    assert.deepEqual(others, []);
    assert.equal(only?.application, 'shop');
    assert.deepEqual(
      only.recent.map(({ user }) => user),
      [USER, USER],
    );
  });

  test('nobody known, and a token that may not', async () => {
    const nobody = await explain('--application', 'else');
    assert.equal(nobody.exitCode, 2);
    assert.match(nobody.stderr, /no user anna\/.* in else at http/);
    const env = { XDG_STATE_HOME: folder, VEDETTE_TOKEN: server.grant('sign-ins', 'x') };
    const refused = await runMain(['signins', 'explain', 'a', '--server', server.url], { env });
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /scope view/);
  });
});
