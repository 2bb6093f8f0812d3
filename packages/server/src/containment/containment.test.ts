// Against this machine by the local transport; nothing here is frozen (tests/e2e does that).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Problem } from '../api/problem.ts';
import { startApi, type TestApi } from '../api/testing/start-api.ts';
import { FreezePlanAnswer } from './containment-schemas.ts';
import { createContainment } from './create-containment.ts';
import { createFewAtOnce } from './few-at-once.ts';

const SECRET = 'Swordfish12';
const UNKNOWN = 'E-20260101-0123abcd';
const root = mkdtempSync(join(tmpdir(), 'vedette-containment-'));
const program = join(root, 'stranger');
const state = join(root, 'state');
let api: TestApi;
let stranger = 0;
let stop = async (): Promise<void> => undefined;

before(async () => {
  copyFileSync('/bin/sleep', program);
  const options = { detached: true, stdio: 'ignore', cwd: '/' } as const;
  const child = spawn(program, ['600'], { ...options, argv0: `sleep --password=${SECRET}` });
  await once(child, 'spawn');
  stranger = child.pid ?? 0;
  stop = async () => {
    child.kill();
    await once(child, 'exit');
  };
  const clock = { epochMs: Date.now, monotonicMs: () => performance.now() };
  const containment = createContainment({
    ...{ inventory: null, cwd: '/', clock, version: '0.0.0' },
    env: { PATH: process.env['PATH'], XDG_STATE_HOME: state },
  });
  const scopes = new Map([
    ['view', 'view'],
    ['operate', 'operate'],
  ] as const);
  api = await startApi({
    containment,
    authenticate: (token) => {
      const [scope, org = 'default'] = token.split('@');
      const known = scope === 'view' || scope === 'operate' ? scopes.get(scope) : undefined;
      return known === undefined ? undefined : { tokenId: token, name: 'ann', org, scope: known };
    },
  });
});
after(async () => {
  await stop();
  await api[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

async function post(path: string, body: object, token = 'operate'): Promise<Response> {
  return api.get(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
}

async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, Problem.parse(await response.json()).code];
}

async function hostName(): Promise<string> {
  const problem = Problem.parse(
    await (await post('/v1/freeze/plan', { host: '?', pid: 1 })).json(),
  );
  assert.equal(problem.code, 'host-unknown');
  return problem.hint.replace('known hosts: ', '');
}

describe('freezing over the API', () => {
  test('is planned, with what confirms it and without secrets, and nothing is done', async () => {
    const host = await hostName();
    const answer = await post('/v1/freeze/plan', { host, pid: stranger });
    const plan = FreezePlanAnswer.parse(await answer.json());
    assert.match(plan.confirm, new RegExp(`^${host}/${stranger}/[0-9]+$`));
    assert.deepEqual(plan.refusals, []);
    assert.equal(plan.path, program);
    assert.ok(!JSON.stringify(plan).includes(SECRET));
    assert.equal(existsSync(state), false);
  });

  test('is not done unless what was confirmed is what is there', async () => {
    const host = await hostName();
    for (const confirm of ['', 'yes', host, `${host}/${stranger}/1`]) {
      const answer = await post('/v1/freeze', { host, pid: stranger, confirm });
      assert.deepEqual(await refusal(answer), [409, 'unconfirmed'], confirm);
    }
    assert.equal(existsSync(state), false);
    assert.doesNotMatch(readFileSync(`/proc/${stranger}/stat`, 'utf8'), / T /);
  });

  test('is never done to what is on the list, whatever is confirmed', async () => {
    const host = await hostName();
    const planned = await post('/v1/freeze/plan', { host, pid: process.pid });
    const { refusals, confirm } = FreezePlanAnswer.parse(await planned.json());
    assert.match(JSON.stringify(refusals), /own-/);
    const answer = await post('/v1/freeze', { host, pid: process.pid, confirm });
    assert.deepEqual(await refusal(answer), [409, 'freeze-refused']);
    const init = await post('/v1/freeze', { host, pid: 1, confirm: `${host}/1/1` });
    assert.deepEqual(await refusal(init), [409, 'containment-incomplete']);
    assert.equal(existsSync(state), false);
  });

  test('takes an operator of the organisation whose hosts they are', async () => {
    const body = { host: await hostName(), pid: stranger };
    const viewer = await post('/v1/freeze/plan', body, 'view');
    assert.deepEqual(await refusal(viewer), [403, 'not-allowed']);
    const stranger2 = await post('/v1/freeze/plan', body, 'operate@acme');
    assert.deepEqual(await refusal(stranger2), [403, 'other-organisation']);
    const headers = { authorization: 'Bearer view@acme' };
    for (const path of ['/v1/evidence', `/v1/evidence/${UNKNOWN}`]) {
      assert.deepEqual(await refusal(await api.get(path, { headers })), [
        ...[403, 'other-organisation'],
      ]);
    }
  });
});

test('what is not there is neither shown nor let go', async () => {
  assert.deepEqual(await (await api.get('/v1/evidence')).json(), { actions: [] });
  const shown = await api.get(`/v1/evidence/${UNKNOWN}`);
  assert.deepEqual(await refusal(shown), [404, 'evidence-unknown']);
  const verified = await post(`/v1/evidence/${UNKNOWN}/verify`, {});
  assert.deepEqual(await refusal(verified), [404, 'evidence-unknown']);
  const thawed = await post('/v1/thaw', { id: UNKNOWN, confirm: 'here' });
  assert.deepEqual(await refusal(thawed), [404, 'action-unknown']);
  for (const id of ['..', 'E-1', '%2e%2e%2fkey']) {
    assert.notEqual((await api.get(`/v1/evidence/${id}`)).status, 200);
  }
});

test('a server that knows no hosts says so', async () => {
  await using bare = await startApi({
    authenticate: () => ({ tokenId: 't', name: 'ann', org: 'default', scope: 'operate' }),
  });
  assert.deepEqual(await refusal(await bare.get('/v1/evidence')), [409, 'containment-off']);
});

test('more than a few at once are refused, not queued', async () => {
  const few = createFewAtOnce(1);
  const gate = Promise.withResolvers<void>();
  const first = few.run(() => gate.promise);
  await assert.rejects(
    few.run(async () => undefined),
    { code: 'server-busy' },
  );
  gate.resolve();
  await first;
  await few.idle();
  assert.equal(await few.run(async () => 1), 1);
});
