import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn, setTimeout } from 'node:timers/promises';

import { z } from 'zod';

import { laggingAdapter } from './testing/lagging-adapter.ts';
import { createTestApp, FAR, ORIGIN, type TestAppOptions } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

/** Somebody was let in from an unlikely place, and the user got a link about it. */
async function noticedApp(options: TestAppOptions = {}) {
  const app = await createTestApp({ vedette: { mode: 'notify' }, ...options });
  const user = await app.addUser();
  const home = await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const away = app.browser(FAR);
  await away.signIn();
  const url = new URL(app.events.at(-1)?.reviewUrl ?? '');
  const token = url.searchParams.get('token') ?? '';
  const signature = async (): Promise<string> => {
    const asking = app.browser();
    await asking.signIn();
    return (await asking.get('/vedette/signature')).text;
  };
  return { app, user, home, away, url: url.toString(), token, signature };
}

describe('the link "was this you?"', () => {
  test('shows nothing and changes nothing, as often as it is fetched', async () => {
    const { app, url, away } = await noticedApp();
    const scanner = app.browser({ peer: '8.8.8.8' });
    for (let fetched = 0; fetched < 3; fetched += 1) {
      const page = await scanner.get(url);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(page.text, /ada|Brazil|Firefox|177\.10/i);
    }
    assert.notEqual(await away.session(), null);
    const { answer } = (await app.adapter.findOne<{ answer: string }>({
      model: 'vedetteSignIn',
      where: [{ field: 'reference', value: app.events.at(-1)?.signInId ?? '' }],
    })) ?? { answer: '' };
    assert.equal(answer, 'open');
  });

  test('answered with no, is answered when the old password has stopped working', async () => {
    let required = false;
    const onCompromised = async (): Promise<void> => {
      await setTimeout(50);
      required = true;
    };
    const { app, token } = await noticedApp({ vedette: { mode: 'notify', onCompromised } });
    const answered = await app.browser().post('/vedette/review', { token, answer: 'no' });
    assert.equal(answered.status, 200);
    assert.equal(required, true);
  });

  test('cannot put anything into its page', async () => {
    const { app } = await noticedApp();
    const page = await app
      .browser()
      .get(`/vedette/review?token=${encodeURIComponent('"><script>alert(1)</script>')}`);
    assert.doesNotMatch(page.text, /<script/);
  });

  test('answered with yes teaches, once', async () => {
    const { app, token, signature } = await noticedApp();
    assert.doesNotMatch(await signature(), /"BR"/);
    const phone = app.browser({ peer: '81.166.9.9' });
    const yes = await phone.post('/vedette/review', { token, answer: 'yes' });
    assert.deepEqual([yes.status, yes.body], [200, { answer: 'yes' }]);
    assert.match(await signature(), /"BR"/);
    for (const answer of ['no', 'yes']) {
      const again = await phone.post('/vedette/review', { token, answer });
      assert.equal(again.body['code'], 'REVIEW_INVALID');
    }
    assert.equal(app.compromised.length, 0);
  });

  test('answered with no ends every session, rolls back, and requires a new password', async () => {
    const { app, user, token, away, home, signature } = await noticedApp();
    const no = await app.browser().post('/vedette/review', { token, answer: 'no' });
    assert.equal(no.status, 200);
    assert.equal(await away.session(), null);
    assert.equal(await home.session(), null);
    assert.deepEqual(
      app.compromised.map(({ by, user: { id } }) => [by, id]),
      [['link', user.id]],
    );
    app.clock.nowMs += 30 * 24 * HOUR_MS;
    assert.doesNotMatch(await signature(), /"BR"/);
  });

  test('ends sessions in secondary storage that were made at the same moment', async () => {
    const stored = new Map<string, string>();
    const { app, token } = await noticedApp({
      auth: {
        session: { storeSessionInDatabase: true },
        secondaryStorage: {
          get: async (key) => (await turn(), stored.get(key) ?? null),
          set: async (key, value) => (await turn(), void stored.set(key, value)),
          delete: async (key) => (await turn(), void stored.delete(key)),
          getAndDelete: () => null,
          increment: () => 1,
        },
      },
    });
    const thieves = Array.from({ length: 4 }, () => app.browser(FAR));
    await Promise.all(thieves.map((thief) => thief.signIn()));
    await app.browser().post('/vedette/review', { token, answer: 'no' });
    for (const thief of thieves) assert.equal(await thief.session(), null);
  });

  test('is not used up by an answer that could not be acted on', async () => {
    let isDown = false;
    const { app, token, away } = await noticedApp({
      database: laggingAdapter(
        (operation, model) => isDown && model === 'session' && operation.startsWith('delete'),
      ),
    });
    const answer = () => app.browser().post('/vedette/review', { token, answer: 'no' });
    isDown = true;
    assert.equal((await answer()).status, 500);
    isDown = false;
    assert.equal((await answer()).status, 200);
    assert.equal(await away.session(), null);
    assert.equal((await answer()).body['code'], 'REVIEW_INVALID');
  });

  test('cannot make good what was reported in another way', async () => {
    const { app, token, home } = await noticedApp();
    const signInId = app.events.at(-1)?.signInId;
    await home.post('/vedette/sign-ins/report', { signInId });
    await app.browser().post('/vedette/review', { token, answer: 'yes' });
    const again = app.browser();
    await again.signIn();
    const { body } = await again.get('/vedette/sign-ins');
    const signIns = z.array(z.object({ id: z.string(), outcome: z.string() }));
    const reported = signIns.parse(body['signIns']).find(({ id }) => id === signInId);
    assert.equal(reported?.outcome, 'reported');
  });

  test('answered by the buttons of its page comes back as a page', async () => {
    const { app, token } = await noticedApp();
    const response = await app.auth.handler(
      new Request(`${ORIGIN}/api/auth/vedette/review`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
        body: new URLSearchParams({ token, answer: 'no' }),
      }),
    );
    assert.equal(response.status, 200);
    assert.match(await response.text(), /signed out/);
  });

  test('is refused when it is forged, of another sign-in, or too old', async () => {
    const { app, token } = await noticedApp();
    const [reference = '', expires = '', signature = ''] = token.split('.');
    const other = app.events.at(-2)?.signInId ?? '';
    const later = (Number.parseInt(expires, 36) + 9_999_999).toString(36);
    const forged = [
      `${other}.${expires}.${signature}`,
      `${reference}.${later}.${signature}`,
      `${reference}.${expires}.${'A'.repeat(43)}`,
      '',
      'x.y.z',
    ];
    for (const wrong of forged) {
      const answer = await app.browser().post('/vedette/review', { token: wrong, answer: 'no' });
      assert.equal(answer.body['code'], 'REVIEW_INVALID', wrong);
    }
    app.clock.nowMs += 15 * 24 * HOUR_MS;
    const late = await app.browser().post('/vedette/review', { token, answer: 'no' });
    assert.equal(late.body['code'], 'REVIEW_INVALID');
    assert.equal(app.compromised.length, 0);
  });
});

describe('a user', () => {
  test('sees the own sign-ins with their reasons, and which is this one', async () => {
    const { app, home } = await noticedApp();
    const other = await app.addUser('eve@example.com');
    const eve = app.browser();
    await eve.signIn('eve@example.com');
    const { text, body } = await home.get('/vedette/sign-ins?limit=200');
    assert.doesNotMatch(text, new RegExp(other.id));
    assert.doesNotMatch(text, /shapley|deviceKey/);
    const signIns = z.array(z.object({ current: z.boolean() })).parse(body['signIns']);
    assert.equal(signIns.length, 13);
    assert.equal(signIns.filter(({ current }) => current).length, 1);
    assert.match(text, /from Brazil: in 0 of 12 sign-ins known/);
    assert.equal((await app.browser().get('/vedette/sign-ins')).status, 401);
  });

  test('can report an own sign-in and nobody else’s', async () => {
    const { app, home, away } = await noticedApp();
    const signInId = app.events.at(-1)?.signInId;
    await app.addUser('eve@example.com');
    const eve = app.browser();
    await eve.signIn('eve@example.com');
    const wrong = await eve.post('/vedette/sign-ins/report', { signInId });
    assert.equal(wrong.body['code'], 'SIGN_IN_UNKNOWN');
    assert.notEqual(await away.session(), null);
    const reported = await home.post('/vedette/sign-ins/report', { signInId });
    assert.deepEqual(reported.body, { undone: 1 });
    assert.equal(await away.session(), null);
  });
});

test('a passed challenge that was the wrong person is rolled back by an administrator', async () => {
  const app = await createTestApp({
    vedette: { isAdmin: ({ user }) => user.email === 'root@example.com' },
  });
  await app.addUser();
  await app.addUser('root@example.com');
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const away = app.browser(FAR);
  await away.signIn();
  await away.post('/vedette/step-up/send-code');
  const { code } = app.mails.at(-1) ?? {};
  await away.post('/vedette/step-up/verify', { method: 'email-code', code });
  const signInId = app.events.at(-1)?.signInId;
  const root = app.browser();
  await root.signIn('root@example.com');
  const { body } = await root.post('/vedette/admin/report', { signInId });
  assert.deepEqual(body, { undone: 1 });
  assert.equal(await away.session(), null);
  const again = app.browser(FAR);
  assert.equal((await again.signIn()).body['stepUpRequired'], true);
});
