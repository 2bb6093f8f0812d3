import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { createOTP } from '@better-auth/utils/otp';
import { passkey } from '@better-auth/passkey';
import { twoFactor } from 'better-auth/plugins';
import { z } from 'zod';

import { createAuthenticator } from './testing/authenticator.ts';
import { createTestApp, FAR } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;
const Enrolled = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** An account with a second factor whose home browser two-factor trusts. */
async function twoFactorApp() {
  const app = await createTestApp({ before: [twoFactor()] });
  await app.addUser();
  const home = await app.train();
  const enrolled = await home.post('/two-factor/enable', { password: 'correct horse' });
  const { totpURI, backupCodes } = Enrolled.parse(enrolled.body);
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  const totp = (): Promise<string> => createOTP(Buffer.from(secretOf(secret)).toString()).totp();
  const verified = await home.post('/two-factor/verify-totp', { code: await totp() });
  assert.equal(verified.status, 200, verified.text);
  return { app, home, totp, backupCodes };
}

/** Two-factor writes its secret in base32 into the address; the codes are made of its text. */
function secretOf(base32: string): Buffer {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(base32.replaceAll('=', ''))
    .map((digit) => digits.indexOf(digit).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

describe('a user with a second factor', () => {
  test("who has passed two-factor's own challenge is not asked again, and is learned", async () => {
    const { app, totp } = await twoFactorApp();
    app.clock.nowMs += 17 * HOUR_MS;
    const away = app.browser(FAR);
    assert.equal((await away.signIn()).body['twoFactorRedirect'], true);
    const passed = await away.post('/two-factor/verify-totp', { code: await totp() });
    assert.equal(passed.status, 200, passed.text);
    assert.notEqual(await away.session(), null);
    const { type, wanted, method } = app.events.at(-1) ?? {};
    assert.deepEqual(
      { type, wanted, method },
      { type: 'passed', wanted: 'step-up', method: 'two-factor' },
    );
  });

  test('whose browser two-factor trusts is challenged all the same, by the second factor only', async () => {
    const { app, totp } = await twoFactorApp();
    // The trust is earned at home, and its cookie is stolen.
    const home = app.browser();
    await home.signIn();
    await home.post('/two-factor/verify-totp', { code: await totp(), trustDevice: true });
    const thief = app.browser(FAR);
    for (const [name, value] of home.cookies)
      if (name.includes('trust_device')) thief.cookies.set(name, value);
    app.clock.nowMs += 17 * HOUR_MS;
    const asked = await thief.signIn();
    assert.deepEqual(asked.body['methods'], ['totp', 'backup-code']);
    assert.equal(asked.body['destination'], null);
    const mailed = await thief.post('/vedette/step-up/send-code');
    assert.equal(mailed.body['code'], 'METHOD_UNAVAILABLE');
    const wrong = await thief.post('/vedette/step-up/verify', { method: 'totp', code: '000000' });
    assert.equal(wrong.body['code'], 'CODE_WRONG');
    const mail = await thief.post('/vedette/step-up/verify', {
      method: 'email-code',
      code: '000000',
    });
    assert.equal(mail.body['code'], 'METHOD_UNAVAILABLE');
    assert.equal(await thief.session(), null);
    const right = await thief.post('/vedette/step-up/verify', {
      method: 'totp',
      code: await totp(),
    });
    assert.equal(right.status, 200, right.text);
    assert.notEqual(await thief.session(), null);
  });

  test('can use a backup code once', async () => {
    const { app, totp, backupCodes } = await twoFactorApp();
    const home = app.browser();
    await home.signIn();
    await home.post('/two-factor/verify-totp', { code: await totp(), trustDevice: true });
    const [code = ''] = backupCodes;
    for (const [hours, expected] of [
      [17, 200],
      [3, 401],
    ] as const) {
      const away = app.browser({ ...FAR, peer: `177.10.20.${hours}` });
      for (const [name, value] of home.cookies)
        if (name.includes('trust_device')) away.cookies.set(name, value);
      app.clock.nowMs += hours * HOUR_MS;
      await away.signIn();
      const used = await away.post('/vedette/step-up/verify', { method: 'backup-code', code });
      assert.equal(used.status, expected, used.text);
    }
  });
});

describe('a passkey', () => {
  const passkeyApp = async () => {
    const app = await createTestApp({ plugins: [passkey({ rpID: 'localhost' })] });
    const user = await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    return { app, user, authenticator: createAuthenticator() };
  };

  test('whose holder was verified is two factors: it is learned and not challenged', async () => {
    const { app, user, authenticator } = await passkeyApp();
    await authenticator.enrol(app.adapter, user.id, new Date(0));
    const away = app.browser(FAR);
    assert.equal((await authenticator.signIn(away, true)).status, 200);
    assert.notEqual(await away.session(), null);
    assert.equal(app.events.at(-1)?.type, 'passed');
  });

  test('passes the challenge of a password', async () => {
    const { app, user, authenticator } = await passkeyApp();
    await authenticator.enrol(app.adapter, user.id, new Date(0));
    const away = app.browser(FAR);
    const asked = await away.signIn();
    assert.deepEqual(asked.body['methods'], ['passkey', 'email-code']);
    assert.equal((await authenticator.signIn(away, false)).status, 200);
    assert.notEqual(await away.session(), null);
    const entries = app.events.map(({ type }) => type).slice(-2);
    assert.deepEqual(entries, ['challenged', 'passed']);
    const status = await away.get('/vedette/step-up/status');
    assert.deepEqual(status.body, { stepUpRequired: false });
  });

  test('of somebody else does not, nor one that was enrolled during the challenge', async () => {
    const { app, user, authenticator } = await passkeyApp();
    const other = await app.addUser('eve@example.com');
    await authenticator.enrol(app.adapter, user.id, new Date(0));
    const away = app.browser(FAR);
    await away.signIn();
    const eve = createAuthenticator();
    await eve.enrol(app.adapter, other.id, new Date(0));
    await eve.signIn(away, false);
    assert.notEqual(app.events.at(-1)?.user.id, user.id);

    const thief = app.browser(FAR);
    await thief.signIn();
    const late = createAuthenticator();
    await late.enrol(app.adapter, user.id, new Date(app.clock.nowMs + 1000));
    await late.signIn(thief, false);
    assert.equal(app.events.at(-1)?.type, 'challenged');
    assert.equal(await thief.session(), null);
  });
});
