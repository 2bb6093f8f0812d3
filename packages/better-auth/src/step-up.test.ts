import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { emailOTP, twoFactor } from 'better-auth/plugins';

import { type Browser, createTestApp, FAR, type TestAppOptions } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

/** An application whose user is signing in from an unlikely place. */
async function challengedApp(options: TestAppOptions = {}) {
  const app = await createTestApp(options);
  const user = await app.addUser();
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const stranger = app.browser(FAR);
  const asked = await stranger.signIn();
  return { app, user, stranger, asked };
}

const verify = (browser: Browser, code: string | undefined) =>
  browser.post('/vedette/step-up/verify', { method: 'email-code', code });

describe('a challenge', () => {
  test('says where it stands, and nothing to who has none', async () => {
    const { app, stranger } = await challengedApp();
    const { body } = await stranger.get('/vedette/step-up/status');
    assert.deepEqual(
      { ...body, categories: [], expiresAt: '' },
      {
        ...{ stepUpRequired: true, methods: ['email-code'], destination: 'a•••@example.com' },
        ...{ categories: [], expiresAt: '', attemptsLeft: 5, codeSent: false },
      },
    );
    const nobody = await app.browser(FAR).get('/vedette/step-up/status');
    assert.deepEqual(nobody.body, { stepUpRequired: false });
  });

  test('is used once, whether its answer is repeated or its cookie copied', async () => {
    const { app, stranger } = await challengedApp();
    const copy = app.browser(FAR);
    for (const [name, value] of stranger.cookies) copy.cookies.set(name, value);
    await stranger.post('/vedette/step-up/send-code');
    const code = app.mails.at(-1)?.code;
    assert.equal((await verify(stranger, code)).status, 200);
    assert.equal((await verify(copy, code)).body['code'], 'CHALLENGE_INVALID');
    assert.equal((await verify(stranger, code)).body['code'], 'CHALLENGE_INVALID');
    assert.equal(await copy.session(), null);
  });

  test('makes one session, however many give the right answer at once', async () => {
    const { app, user, stranger } = await challengedApp();
    const sessions = (): Promise<unknown[]> =>
      app.adapter.findMany({ model: 'session', where: [{ field: 'userId', value: user.id }] });
    const before = (await sessions()).length;
    await stranger.post('/vedette/step-up/send-code');
    const code = app.mails.at(-1)?.code;
    const answers = await Promise.all(Array.from({ length: 4 }, () => verify(stranger, code)));
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 401, 401, 401],
    );
    assert.equal((await sessions()).length, before + 1);
  });

  test("takes no other challenge's code, and no cookie that was not signed", async () => {
    const { app, stranger } = await challengedApp();
    await app.addUser('eve@example.com');
    await app.train(12, 'eve@example.com');
    app.clock.nowMs += 17 * HOUR_MS;
    await stranger.signIn();
    const eve = app.browser(FAR);
    await eve.signIn('eve@example.com');
    await eve.post('/vedette/step-up/send-code');
    const code = app.mails.at(-1)?.code;
    await stranger.post('/vedette/step-up/send-code');
    assert.equal((await verify(stranger, code)).body['code'], 'CODE_WRONG');
    const forged = app.browser(FAR);
    const name = [...eve.cookies.keys()].find((key) => key.includes('step_up')) ?? '';
    const value = eve.cookies.get(name) ?? '';
    forged.cookies.set(name, `x${value}`);
    assert.equal((await verify(forged, code)).body['code'], 'CHALLENGE_INVALID');
    assert.equal((await verify(eve, code)).status, 200);
  });

  test('ends after its attempts, also when they are made at once, and is not learned', async () => {
    const { app, stranger } = await challengedApp();
    await stranger.post('/vedette/step-up/send-code');
    const wrong = await Promise.all(Array.from({ length: 12 }, () => verify(stranger, '12345x')));
    const codes = wrong.map(({ body }) => body['code']);
    assert.equal(codes.filter((code) => code === 'CODE_WRONG').length, 5);
    const code = app.mails.at(-1)?.code;
    assert.equal((await verify(stranger, code)).status, 401);
    assert.equal(await stranger.session(), null);
    assert.equal(app.events.at(-1)?.type, 'failed');
  });

  test('throttles an account over all its challenges, and only challenges', async () => {
    const { app, stranger } = await challengedApp();
    for (let round = 0; round < 2; round += 1) {
      await stranger.signIn();
      await stranger.post('/vedette/step-up/send-code');
      for (let attempt = 0; attempt < 5; attempt += 1) await verify(stranger, '12345x');
    }
    await stranger.signIn();
    assert.equal((await verify(stranger, '12345x')).body['code'], 'STEP_UP_THROTTLED');
    app.clock.nowMs += 16 * 60_000;
    await stranger.signIn();
    await stranger.post('/vedette/step-up/send-code');
    assert.equal((await verify(stranger, app.mails.at(-1)?.code)).status, 200);
  });

  test('expires', async () => {
    const { app, stranger } = await challengedApp();
    await stranger.post('/vedette/step-up/send-code');
    app.clock.nowMs += 601_000;
    const code = app.mails.at(-1)?.code;
    assert.equal((await verify(stranger, code)).body['code'], 'CHALLENGE_INVALID');
    const sent = await stranger.post('/vedette/step-up/send-code');
    assert.equal(sent.body['code'], 'CHALLENGE_INVALID');
  });

  test('sends so many codes and no more; a new one ends the old', async () => {
    const { app, stranger } = await challengedApp();
    for (let sent = 0; sent < 3; sent += 1)
      assert.equal((await stranger.post('/vedette/step-up/send-code')).status, 200);
    const again = await stranger.post('/vedette/step-up/send-code');
    assert.equal(again.body['code'], 'CODE_LIMIT');
    const [first, , third] = app.mails;
    assert.equal(
      (await verify(stranger, first?.code)).status,
      first?.code === third?.code ? 200 : 401,
    );
    assert.equal((await verify(stranger, third?.code)).status, 200);
  });

  test('keeps no code and no token in the database', async () => {
    const { app, stranger } = await challengedApp();
    await stranger.post('/vedette/step-up/send-code');
    const kept = JSON.stringify(await app.adapter.findMany({ model: 'vedetteChallenge' }));
    const code = app.mails.at(-1)?.code ?? '';
    assert.ok(!kept.includes(`"${code}"`));
    const cookie = [...stranger.cookies].find(([name]) => name.includes('step_up'))?.[1] ?? '';
    assert.ok(!kept.includes(decodeURIComponent(cookie).split('.')[0] ?? ''));
  });

  test('that is given up leaves no session and nothing learned', async () => {
    const { app, stranger } = await challengedApp();
    assert.deepEqual((await stranger.post('/vedette/step-up/cancel')).body, { cancelled: true });
    assert.deepEqual((await stranger.get('/vedette/step-up/status')).body, {
      stepUpRequired: false,
    });
    assert.equal(app.events.at(-1)?.type, 'failed');
  });

  test('ends when the password is changed', async () => {
    const { app, stranger } = await challengedApp();
    await stranger.post('/vedette/step-up/send-code');
    const home = app.browser();
    await home.signIn();
    const changed = await home.post('/change-password', {
      ...{ currentPassword: 'correct horse', newPassword: 'battery staple' },
    });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(
      (await verify(stranger, app.mails.at(-1)?.code)).body['code'],
      'CHALLENGE_INVALID',
    );
  });

  test('ends when the password is reset by mail', async () => {
    const tokens: string[] = [];
    const sendResetPassword = async ({ token }: { token: string }) => void tokens.push(token);
    const { app, stranger } = await challengedApp({
      auth: { emailAndPassword: { enabled: true, sendResetPassword } },
    });
    await stranger.post('/vedette/step-up/send-code');
    const home = app.browser();
    await home.post('/request-password-reset', { email: 'ada@example.com', redirectTo: '/new' });
    const [token] = tokens;
    const reset = await home.post('/reset-password', { token, newPassword: 'battery staple' });
    assert.equal(reset.status, 200, reset.text);
    const late = await verify(stranger, app.mails.at(-1)?.code);
    assert.equal(late.body['code'], 'CHALLENGE_INVALID');
  });

  test('that cannot be sent says so and can be tried again', async () => {
    let isDown = true;
    const { stranger } = await challengedApp({
      vedette: {
        email: {
          sendCode: () => {
            if (isDown) throw new Error('mail server password hunter2 refused');
          },
        },
      },
    });
    const sent = await stranger.post('/vedette/step-up/send-code');
    assert.equal(sent.status, 502);
    assert.doesNotMatch(sent.text, /hunter2/);
    isDown = false;
    assert.equal((await stranger.post('/vedette/step-up/send-code')).status, 200);
  });
});

describe('during a challenge', () => {
  test('no factor is enrolled and no address changed, by any session of the account', async () => {
    const { app, stranger } = await challengedApp({
      before: [twoFactor()],
      plugins: [emailOTP({ sendVerificationOTP: async () => undefined })],
      auth: { user: { changeEmail: { enabled: true } } },
    });
    const home = app.browser();
    await home.signIn();
    const tried = await Promise.all([
      home.post('/two-factor/enable', { password: 'correct horse' }),
      home.post('/two-factor/get-totp-uri', { password: 'correct horse' }),
      home.post('/change-email', { newEmail: 'eve@example.com' }),
      home.post('/email-otp/request-email-change', { newEmail: 'eve@example.com' }),
    ]);
    assert.deepEqual(
      tried.map(({ body }) => body['code']),
      Array.from({ length: 4 }, () => 'STEP_UP_PENDING'),
    );
    await stranger.post('/vedette/step-up/cancel');
    const enabled = await home.post('/two-factor/enable', { password: 'correct horse' });
    assert.equal(enabled.status, 200, enabled.text);
  });
});

describe('nobody is locked out', () => {
  test('who has nothing to prove more with', async () => {
    const app = await createTestApp({ vedette: { email: { sendCode: () => undefined } } });
    await app.addUser('ada@example.com', { emailVerified: false });
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const away = app.browser(FAR);
    assert.equal(typeof (await away.signIn()).body['token'], 'string');
    const { type, wanted, notify } = app.events.at(-1) ?? {};
    assert.deepEqual(
      { type, wanted, notify },
      { type: 'allowed', wanted: 'step-up', notify: true },
    );
  });

  test('but an unverified address serves where the application says so', async () => {
    const { asked } = await challengedApp({
      vedette: { email: { sendCode: () => undefined, allowUnverified: true } },
    });
    assert.equal(asked.body['stepUpRequired'], true);
  });
});

test('a challenged client is told categories, or nothing, and never a reason', async () => {
  for (const disclose of ['categories', 'none'] as const) {
    const { asked } = await challengedApp({ vedette: { disclose } });
    assert.deepEqual(
      asked.body['categories'],
      disclose === 'none' ? [] : ['device', 'pattern', 'place', 'time'],
    );
    assert.doesNotMatch(asked.text, /Brazil|Firefox|contribution|score/);
  }
});

test('passing learns, failing does not', async () => {
  const { app, stranger, user } = await challengedApp();
  const country = async (): Promise<unknown> => {
    const home = app.browser();
    await home.signIn();
    return JSON.stringify((await home.get('/vedette/signature')).body);
  };
  await stranger.post('/vedette/step-up/cancel');
  assert.doesNotMatch(String(await country()), /"BR"/);
  const again = app.browser(FAR);
  await again.signIn();
  await again.post('/vedette/step-up/send-code');
  assert.equal((await verify(again, app.mails.at(-1)?.code)).status, 200);
  assert.match(String(await country()), /"BR"/);
  assert.equal(typeof user.id, 'string');
});
