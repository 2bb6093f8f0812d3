import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  admin,
  anonymous,
  deviceAuthorization,
  multiSession,
  oneTimeToken,
  organization,
} from 'better-auth/plugins';
import { z } from 'zod';

import { createTestApp, FAR } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

type App = Awaited<ReturnType<typeof createTestApp>>;

/** How many sign-ins the log has come to hold while something was done. */
async function logged(app: App, act: () => Promise<unknown>): Promise<number> {
  const before = await app.adapter.count({ model: 'vedetteSignIn' });
  await act();
  return (await app.adapter.count({ model: 'vedetteSignIn' })) - before;
}

describe('no sign-in is', () => {
  test('a sign-up, by whatever method, but its browser gets its cookie', async () => {
    const app = await createTestApp({ plugins: [anonymous()] });
    const browser = app.browser();
    const count = await logged(app, async () => {
      const body = { email: 'new@example.com', password: 'correct horse', name: 'New' };
      assert.equal((await browser.post('/sign-up/email', body)).status, 200);
      const anybody = app.browser();
      assert.equal((await anybody.post('/sign-in/anonymous')).status, 200);
      assert.notEqual(await anybody.session(), null);
      assert.ok([...anybody.cookies.keys()].some((name) => name.includes('vedette_device')));
    });
    assert.equal(count, 0);
    assert.notEqual(await browser.session(), null);
  });

  test('a session that is refreshed, changed or renewed', async () => {
    const app = await createTestApp({
      plugins: [organization()],
      auth: { session: { updateAge: 0 } },
    });
    await app.addUser();
    const home = app.browser();
    await home.signIn();
    const count = await logged(app, async () => {
      await home.session();
      await home.post('/update-user', { name: 'Countess' });
      await home.post('/organization/create', { name: 'House', slug: 'house' });
      const body = { currentPassword: 'correct horse', newPassword: 'battery staple' };
      const changed = await home.post('/change-password', { ...body, revokeOtherSessions: true });
      assert.equal(changed.status, 200, changed.text);
    });
    assert.equal(count, 0);
    assert.notEqual(await home.session(), null);
  });

  test('a switch between sessions, an impersonation, or a session handed over', async () => {
    const app = await createTestApp({ plugins: [admin(), multiSession(), oneTimeToken()] });
    const ada = await app.addUser();
    await app.addUser('root@example.com', { role: 'admin' });
    const root = app.browser();
    await root.signIn();
    await root.signIn('root@example.com');
    const count = await logged(app, async () => {
      const acted = await root.post('/admin/impersonate-user', { userId: ada.id });
      assert.equal(acted.status, 200, acted.text);
      assert.equal((await root.post('/admin/stop-impersonating')).status, 200);
      const token = (await root.get('/one-time-token/generate')).body['token'];
      const tablet = app.browser(FAR);
      assert.equal((await tablet.post('/one-time-token/verify', { token })).status, 200);
      assert.notEqual(await tablet.session(), null);
    });
    assert.equal(count, 0);
  });

  test('a session that the application’s own code makes', async () => {
    const app = await createTestApp();
    await app.addUser();
    const count = await logged(app, async () => {
      const body = { email: 'ada@example.com', password: 'correct horse' };
      assert.equal(typeof (await app.auth.api.signInEmail({ body })).token, 'string');
    });
    assert.equal(count, 0);
  });
});

describe('a sign-in is', () => {
  test("one in a browser that holds somebody else's session", async () => {
    const app = await createTestApp();
    await app.addUser();
    await app.addUser('eve@example.com');
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const eve = app.browser(FAR);
    await eve.signIn('eve@example.com');
    assert.equal((await eve.signIn()).body['stepUpRequired'], true);
  });

  test('one of an account that says it was made later than its session', async () => {
    const app = await createTestApp();
    const { id } = await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const update = { createdAt: new Date(Date.now() + 24 * HOUR_MS) };
    await app.adapter.update({ model: 'user', where: [{ field: 'id', value: id }], update });
    assert.equal((await app.browser(FAR).signIn()).body['stepUpRequired'], true);
  });

  test('one for another device, which is let in, told of and not learned', async () => {
    const app = await createTestApp({
      plugins: [deviceAuthorization({ interval: '1s', validateClient: async () => true })],
    });
    const user = await app.addUser();
    const home = await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const television = app.browser(FAR);
    const asked = await television.post('/device/code', { client_id: 'tv' });
    const codes = z.object({ device_code: z.string(), user_code: z.string() }).parse(asked.body);
    await home.get(`/device?user_code=${codes.user_code}`);
    const approved = await home.post('/device/approve', { userCode: codes.user_code });
    assert.equal(approved.status, 200, approved.text);
    const token = await television.post('/device/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      ...{ device_code: codes.device_code, client_id: 'tv' },
    });
    assert.equal(token.status, 200, token.text);
    assert.equal(typeof token.body['access_token'], 'string');
    const { type, notify, wanted, user: whom } = app.events.at(-1) ?? {};
    assert.deepEqual([type, notify, wanted, whom?.id], ['allowed', true, 'step-up', user.id]);
  });

  test('none any more for another device that was approved before a report', async () => {
    const app = await createTestApp({
      plugins: [deviceAuthorization({ interval: '1s', validateClient: async () => true })],
    });
    await app.addUser();
    const thief = app.browser(FAR);
    await thief.signIn();
    const asked = await thief.post('/device/code', { client_id: 'tv' });
    const codes = z.object({ device_code: z.string(), user_code: z.string() }).parse(asked.body);
    await thief.get(`/device?user_code=${codes.user_code}`);
    const approved = await thief.post('/device/approve', { userCode: codes.user_code });
    assert.equal(approved.status, 200, approved.text);
    const home = app.browser();
    await home.signIn();
    const signInId = app.events[0]?.signInId;
    assert.equal((await home.post('/vedette/sign-ins/report', { signInId })).status, 200);
    const token = await thief.post('/device/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      ...{ device_code: codes.device_code, client_id: 'tv' },
    });
    assert.equal('access_token' in token.body, false, token.text);
  });
});

describe('a challenge withholds a session', () => {
  const challenged = async (auth: Parameters<typeof createTestApp>[0]) => {
    const app = await createTestApp(auth);
    await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const away = app.browser(FAR);
    return { app, away };
  };

  test('that is cached in a cookie', async () => {
    const { away } = await challenged({
      auth: { session: { cookieCache: { enabled: true, maxAge: 300 } } },
    });
    const { headers } = await away.signIn();
    const kept = headers.getSetCookie().filter((cookie) => !/max-age=0/i.test(cookie));
    assert.ok(kept.every((cookie) => !cookie.includes('session')));
    assert.equal(await away.session(), null);
  });

  test('that is kept in secondary storage', async () => {
    const stored = new Map<string, string>();
    const { app, away } = await challenged({
      auth: {
        secondaryStorage: {
          get: (key) => stored.get(key) ?? null,
          set: (key, value) => void stored.set(key, value),
          delete: (key) => void stored.delete(key),
          getAndDelete: (key) => {
            const value = stored.get(key) ?? null;
            stored.delete(key);
            return value;
          },
          increment: (key) => {
            const count = Number(stored.get(key) ?? 0) + 1;
            stored.set(key, String(count));
            return count;
          },
        },
      },
    });
    const before = stored.size;
    assert.equal((await away.signIn()).body['stepUpRequired'], true);
    assert.equal(stored.size, before);
    await away.post('/vedette/step-up/send-code');
    const { code } = app.mails.at(-1) ?? {};
    await away.post('/vedette/step-up/verify', { method: 'email-code', code });
    assert.notEqual(await away.session(), null);
  });

  test('and makes none where the application’s hooks say no', async () => {
    let isBanned = false;
    const { app, away } = await challenged({
      auth: {
        databaseHooks: {
          session: { create: { before: async () => (isBanned ? false : undefined) } },
        },
      },
    });
    await away.signIn();
    await away.post('/vedette/step-up/send-code');
    const { code } = app.mails.at(-1) ?? {};
    isBanned = true;
    const refused = await away.post('/vedette/step-up/verify', { method: 'email-code', code });
    assert.deepEqual([refused.status, refused.body['code']], [403, 'SIGN_IN_REFUSED']);
    assert.equal(await away.session(), null);
  });

  test('and the one that it makes afterwards is not remembered if that was not wanted', async () => {
    const { app, away } = await challenged({});
    const body = { email: 'ada@example.com', password: 'correct horse', rememberMe: false };
    await away.post('/sign-in/email', body);
    await away.post('/vedette/step-up/send-code');
    const { code } = app.mails.at(-1) ?? {};
    const { headers } = await away.post('/vedette/step-up/verify', { method: 'email-code', code });
    const cookie = headers.getSetCookie().find((set) => set.includes('session_token='));
    assert.ok(cookie !== undefined && !/max-age/i.test(cookie), cookie);
  });
});

test('failed attempts are counted for their account, and cleared by a success', async () => {
  const app = await createTestApp();
  await app.addUser();
  await app.train(3);
  const failures = async (): Promise<number> => {
    const rows = await app.adapter.findMany({ model: 'vedetteRecord' });
    return z.object({ failures: z.number() }).parse(rows[0]).failures;
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await app.browser(FAR).signIn('ada@example.com', 'wrong');
    await app.browser(FAR).signIn('nobody@example.com', 'wrong');
  }
  for (let waited = 0; (await failures()) < 3 && waited < 1000; waited += 1)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  assert.equal(await failures(), 3);
  await app.browser().signIn();
  const { reasons = [] } = app.events.at(-1) ?? {};
  assert.ok(reasons.some(({ code }) => code === 'failures-recent'));
  assert.equal(await failures(), 0);
});
