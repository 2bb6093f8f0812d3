import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { createTestApp, FAR } from './testing/test-app.ts';

describe('a password', () => {
  test('from where it always comes passes untouched', async () => {
    const app = await createTestApp();
    await app.addUser();
    const browser = await app.train();
    const { status, body } = await browser.signIn();
    assert.equal(status, 200);
    assert.equal(typeof body['token'], 'string');
    assert.ok(app.events.every(({ type }) => type === 'allowed'));
  });

  test('from another country, browser and hour is challenged, and no session leaves', async () => {
    const app = await createTestApp();
    await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * 3_600_000;
    const stranger = app.browser(FAR);
    const { status, body, headers } = await stranger.signIn();
    assert.equal(status, 200);
    assert.deepEqual(body, {
      stepUpRequired: true,
      methods: ['email-code'],
      destination: 'a•••@example.com',
      categories: body['categories'],
      expiresAt: body['expiresAt'],
    });
    console.log(body, headers.getSetCookie(), app.events.at(-1));
    assert.equal(await stranger.session(), null);
    assert.equal((await stranger.post('/vedette/step-up/send-code')).status, 200);
    const code = app.mails.at(-1)?.code;
    const wrong = await stranger.post('/vedette/step-up/verify', {
      method: 'email-code',
      code: '1',
    });
    console.log(wrong);
    const right = await stranger.post('/vedette/step-up/verify', { method: 'email-code', code });
    console.log(right);
    assert.notEqual(await stranger.session(), null);
  });
});
