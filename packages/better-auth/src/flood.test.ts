import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { laggingAdapter } from './testing/lagging-adapter.ts';
import { type Browser, createTestApp, FAR, type TestAppOptions } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** An application on a database that takes its time, and strangers who know the password. */
async function floodedApp(options: TestAppOptions = {}) {
  const app = await createTestApp({ database: laggingAdapter(), ...options });
  await app.addUser();
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const strangers = async (count: number): Promise<Browser[]> => {
    const challenged: Browser[] = [];
    for (let made = 0; made < count; made += 1) {
      const stranger = app.browser(FAR);
      assert.equal((await stranger.signIn()).body['stepUpRequired'], true);
      challenged.push(stranger);
    }
    return challenged;
  };
  return { app, strangers };
}

const guess = async (stranger: Browser): Promise<unknown> => {
  const body = { method: 'email-code', code: '12345x' };
  return (await stranger.post('/vedette/step-up/verify', body)).body['code'];
};

describe('whoever knows the password', () => {
  test('gets no session by signing in so often at once that the record is busy', async () => {
    const { app } = await floodedApp();
    const answers = await Promise.all(Array.from({ length: 60 }, () => app.browser(FAR).signIn()));
    assert.equal(answers.filter(({ body }) => body['stepUpRequired'] === true).length, 60);
    assert.ok(answers.every(({ body }) => !('token' in body)));
  });

  test('has no more attempts by making them on many challenges at once', async () => {
    const { strangers } = await floodedApp();
    const twelve = await strangers(12);
    const guesses = twelve.flatMap((stranger) => Array.from({ length: 5 }, () => stranger));
    const codes = await Promise.all(guesses.map(guess));
    assert.ok(codes.filter((code) => code === 'CODE_WRONG').length <= 10);
  });

  test('has no more attempts by keeping long-lived challenges for later', async () => {
    const { app, strangers } = await floodedApp({
      vedette: { challenge: { expiresInSeconds: 3600 } },
    });
    const six = await strangers(6);
    app.clock.nowMs += 16 * MINUTE_MS;
    const codes: unknown[] = [];
    for (const stranger of six)
      for (let attempt = 0; attempt < 5; attempt += 1) codes.push(await guess(stranger));
    assert.equal(codes.filter((code) => code === 'CODE_WRONG').length, 10);
  });

  test('cannot have an owner sent more codes by asking in many challenges at once', async () => {
    const { app, strangers } = await floodedApp();
    const twelve = await strangers(12);
    const asking = twelve.flatMap((stranger) => Array.from({ length: 3 }, () => stranger));
    await Promise.all(asking.map((stranger) => stranger.post('/vedette/step-up/send-code')));
    assert.ok(app.mails.length <= 10, String(app.mails.length));
  });
});
