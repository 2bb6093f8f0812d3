import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { admin } from 'better-auth/plugins';

import { createTestApp, FAR, type TestAppOptions } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

const GETS = ['sign-ins', 'signature?userId=x', 'status'];
const POSTS = ['confirm', 'report', 'reset', 'delete'];

async function adminApp(options: TestAppOptions = { plugins: [admin()] }) {
  const app = await createTestApp(options);
  const user = await app.addUser();
  const role = options.plugins === undefined ? {} : { role: 'admin' };
  await app.addUser('root@example.com', role);
  const root = app.browser();
  await root.signIn('root@example.com');
  return { app, user, root };
}

describe('administration', () => {
  test('is for administrators, by the admin plugin or by a rule, and for nobody without', async () => {
    const ways: [TestAppOptions, number][] = [
      [{ plugins: [admin()] }, 200],
      [{ vedette: { isAdmin: ({ user }) => user.name === 'Ada' } }, 200],
      [{ vedette: { isAdmin: async () => false }, plugins: [admin()] }, 403],
      [{}, 403],
    ];
    for (const [options, expected] of ways) {
      const { root } = await adminApp(options);
      assert.equal((await root.get('/vedette/admin/status')).status, expected);
    }
  });

  test('is closed to users and strangers at every route', async () => {
    const { app, user } = await adminApp();
    const ada = app.browser();
    await ada.signIn();
    const body = { userId: user.id, signInId: app.events.at(-1)?.signInId };
    for (const browser of [ada, app.browser(FAR)]) {
      for (const route of GETS)
        assert.equal((await browser.get(`/vedette/admin/${route}`)).body['code'], 'ADMIN_REQUIRED');
      for (const route of POSTS) {
        const answer = await browser.post(`/vedette/admin/${route}`, body);
        assert.equal(answer.body['code'], 'ADMIN_REQUIRED', route);
      }
    }
    assert.notEqual(await ada.session(), null);
  });

  test('lists sign-ins with reasons, exports, confirms, resets and deletes', async () => {
    const { app, user, root } = await adminApp();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    await app.browser(FAR).signIn();
    const listed = await root.get(`/vedette/admin/sign-ins?userId=${user.id}&limit=1`);
    assert.match(listed.text, /"outcome":"challenged"/);
    assert.match(listed.text, /from Brazil/);
    assert.doesNotMatch(listed.text, /177\.10\.20\.30|token/);
    const signature = await root.get(`/vedette/admin/signature?userId=${user.id}`);
    assert.match(signature.text, /"signInsLearned":12/);
    assert.doesNotMatch(signature.text, /81\.166\./);

    const signInId = app.events.findLast(({ type }) => type === 'challenged')?.signInId;
    const confirmed = await root.post('/vedette/admin/confirm', { signInId });
    assert.deepEqual(confirmed.body, { confirmed: true });
    assert.match((await root.get(`/vedette/admin/signature?userId=${user.id}`)).text, /"BR"/);

    await root.post('/vedette/admin/reset', { userId: user.id });
    const anew = await root.get(`/vedette/admin/signature?userId=${user.id}`);
    assert.match(anew.text, /"signInsLearned":0/);
    await root.post('/vedette/admin/delete', { userId: user.id });
    const gone = await root.get(`/vedette/admin/signature?userId=${user.id}`);
    assert.deepEqual(gone.body, { signature: null });
    const status = await root.get('/vedette/admin/status');
    assert.ok(Number(status.body['assessed']) >= 13);
    const unknown = await root.post('/vedette/admin/report', { signInId: 'nobody' });
    assert.equal(unknown.body['code'], 'SIGN_IN_UNKNOWN');
  });
});

test('nothing is kept of a user who was deleted', async () => {
  const app = await createTestApp({ auth: { user: { deleteUser: { enabled: true } } } });
  await app.addUser();
  const home = await app.train(3);
  const deleted = await home.post('/delete-user', { password: 'correct horse' });
  assert.equal(deleted.status, 200, deleted.text);
  for (const model of ['vedetteRecord', 'vedetteDevice', 'vedetteSignIn', 'vedetteChallenge'])
    assert.equal(await app.adapter.count({ model }), 0, model);
});
