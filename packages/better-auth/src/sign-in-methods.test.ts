import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';

import { passkey } from '@better-auth/passkey';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import {
  bearer,
  emailOTP,
  genericOAuth,
  magicLink,
  multiSession,
  phoneNumber,
  siwe,
  username,
} from 'better-auth/plugins';
import { z } from 'zod';

import { createAuthenticator } from './testing/authenticator.ts';
import { type Answered, type Browser, createTestApp, FAR } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;
const EMAIL = 'ada@example.com';
const PHONE = '+4712345678';
const WALLET = '0x52908400098527886E0F7030069857D2E4169EE7';

/** What a method's test may need of the application. */
interface Room {
  readonly said: Map<string, string>;
  readonly authenticator: ReturnType<typeof createAuthenticator>;
}

interface Method {
  readonly name: string;
  readonly plugins: (room: Room) => BetterAuthPlugin[];
  readonly auth?: (room: Room) => Omit<BetterAuthOptions, 'plugins' | 'database'>;
  readonly user?: Readonly<Record<string, unknown>>;
  readonly redirects?: boolean;
  readonly signIn: (browser: Browser, room: Room) => Promise<Answered>;
}

const METHODS: readonly Method[] = [
  {
    name: 'password',
    plugins: () => [],
    signIn: (browser) => browser.signIn(EMAIL),
  },
  {
    name: 'username',
    plugins: () => [username()],
    user: { username: 'ada', displayUsername: 'ada' },
    signIn: (browser) =>
      browser.post('/sign-in/username', { username: 'ada', password: 'correct horse' }),
  },
  {
    name: 'magic link that redirects',
    plugins: ({ said }) => [magicLink({ sendMagicLink: ({ url }) => void said.set('url', url) })],
    redirects: true,
    signIn: async (browser, { said }) => {
      await browser.post('/sign-in/magic-link', { email: EMAIL, callbackURL: '/home' });
      return browser.get(said.get('url') ?? '');
    },
  },
  {
    name: 'magic link that answers',
    plugins: ({ said }) => [
      magicLink({ sendMagicLink: ({ token }) => void said.set('token', token) }),
    ],
    signIn: async (browser, { said }) => {
      await browser.post('/sign-in/magic-link', { email: EMAIL });
      return browser.get(`/magic-link/verify?token=${said.get('token')}`);
    },
  },
  {
    name: 'e-mail OTP',
    plugins: ({ said }) => [
      emailOTP({ sendVerificationOTP: async ({ otp }) => void said.set('otp', otp) }),
    ],
    signIn: async (browser, { said }) => {
      await browser.post('/email-otp/send-verification-otp', { email: EMAIL, type: 'sign-in' });
      return browser.post('/sign-in/email-otp', { email: EMAIL, otp: said.get('otp') });
    },
  },
  {
    name: 'e-mail verification that signs in',
    plugins: () => [],
    auth: ({ said }) => ({
      emailVerification: {
        autoSignInAfterVerification: true,
        sendVerificationEmail: async ({ token }) => void said.set('token', token),
      },
    }),
    signIn: async (browser, { said }) => {
      await browser.post('/test-unverify', {});
      await browser.post('/send-verification-email', { email: EMAIL });
      return browser.get(`/verify-email?token=${said.get('token')}`);
    },
  },
  {
    name: 'phone number with password',
    plugins: () => [phoneNumber({ sendOTP: () => undefined })],
    user: { phoneNumber: PHONE, phoneNumberVerified: true },
    signIn: (browser) =>
      browser.post('/sign-in/phone-number', { phoneNumber: PHONE, password: 'correct horse' }),
  },
  {
    name: 'phone number with code',
    plugins: ({ said }) => [phoneNumber({ sendOTP: ({ code }) => void said.set('code', code) })],
    user: { phoneNumber: PHONE, phoneNumberVerified: true },
    signIn: async (browser, { said }) => {
      await browser.post('/phone-number/send-otp', { phoneNumber: PHONE });
      return browser.post('/phone-number/verify', { phoneNumber: PHONE, code: said.get('code') });
    },
  },
  {
    name: 'social callback',
    plugins: () => [
      genericOAuth({
        config: [
          {
            providerId: 'house',
            clientId: 'app',
            clientSecret: 'secret',
            authorizationUrl: 'http://localhost:9/authorize',
            tokenUrl: 'http://localhost:9/token',
            getToken: async () => ({ accessToken: 'token' }),
            getUserInfo: async () => ({
              ...{ id: 'ada-there', email: EMAIL, emailVerified: true, name: 'Ada' },
            }),
          },
        ],
      }),
    ],
    auth: () => ({ account: { accountLinking: { trustedProviders: ['house'] } } }),
    redirects: true,
    signIn: async (browser) => {
      const asked = await browser.post('/sign-in/social', {
        provider: 'house',
        callbackURL: '/home',
      });
      const state = new URL(z.string().parse(asked.body['url'])).searchParams.get('state');
      return browser.get(`/callback/house?code=1&state=${state}`);
    },
  },
  {
    name: 'wallet',
    plugins: () => [
      siwe({
        domain: 'localhost:3000',
        getNonce: async () => randomBytes(8).toString('hex'),
        verifyMessage: async () => true,
      }),
    ],
    signIn: async (browser) => {
      const asked = await browser.post('/siwe/nonce');
      const message = [
        `localhost:3000 wants you to sign in with your Ethereum account:\n${WALLET}\n`,
        'URI: http://localhost:3000\nVersion: 1\nChain ID: 1',
        `Nonce: ${z.string().parse(asked.body['nonce'])}`,
        `Issued At: ${new Date().toISOString()}`,
      ].join('\n');
      return browser.post('/siwe/verify', { message, signature: '0x1' });
    },
  },
  {
    name: 'passkey without verification of its holder',
    plugins: () => [passkey({ rpID: 'localhost' })],
    signIn: (browser, { authenticator }) => authenticator.signIn(browser, false),
  },
];

for (const method of METHODS) {
  describe(method.name, () => {
    test('passes at home, and is challenged from elsewhere until more is proved', async () => {
      const room: Room = { said: new Map(), authenticator: createAuthenticator() };
      const app = await createTestApp({
        plugins: [...method.plugins(room), unverify(), bearer(), multiSession()],
        auth: method.auth?.(room) ?? {},
      });
      const user = await app.addUser(EMAIL, method.user);
      if (method.name.startsWith('passkey'))
        await room.authenticator.enrol(app.adapter, user.id, new Date(0));
      if (method.name === 'wallet') {
        const data = { ...{ userId: user.id, address: WALLET, chainId: 1 }, isPrimary: true };
        await app.adapter.create({
          model: 'walletAddress',
          data: { ...data, createdAt: new Date(0) },
        });
      }
      const home = await app.train();

      const passed = await method.signIn(home, room);
      assert.ok([200, 302].includes(passed.status), `${passed.status} ${passed.text}`);
      assert.notEqual(await home.session(), null);
      assert.equal(app.events.at(-1)?.type, 'allowed');

      app.clock.nowMs += 17 * HOUR_MS;
      const before = app.events.length;
      const stranger = app.browser(FAR);
      const asked = await method.signIn(stranger, room);
      assert.equal(app.events[before]?.type, 'challenged', asked.text);
      assert.equal(await stranger.session(), null);
      assert.deepEqual(sessionsLeft(asked), []);
      if (method.redirects === true) {
        assert.equal(asked.status, 302);
        assert.equal(asked.headers.get('location'), '/step-up');
      } else {
        assert.equal(asked.status, 200);
        assert.equal(asked.body['stepUpRequired'], true);
        assert.equal('token' in asked.body || 'user' in asked.body, false);
      }

      await stranger.post('/vedette/step-up/send-code');
      const { code } = app.mails.at(-1) ?? {};
      const done = await stranger.post('/vedette/step-up/verify', { method: 'email-code', code });
      assert.equal(done.status, 200, done.text);
      assert.equal(done.body['redirectTo'] === null, method.redirects !== true);
      assert.notEqual(await stranger.session(), null);
      assert.equal(app.events.at(-1)?.type, 'passed');
    });
  });
}

/** Cookies and headers of an answer that a session could still be in. */
function sessionsLeft({ headers }: Answered): string[] {
  const cookies = headers
    .getSetCookie()
    .filter((cookie) => /session/.test(cookie) && !/max-age=0/i.test(cookie));
  return [...cookies, ...['set-auth-token', 'set-auth-jwt'].filter((name) => headers.has(name))];
}

/** Makes the account's address unverified again, so that it can be verified once more. */
function unverify(): BetterAuthPlugin {
  return {
    id: 'test-unverify',
    onRequest: async (request, { adapter }) => {
      if (!request.url.endsWith('/test-unverify')) return;
      const where = [{ field: 'email', value: EMAIL }];
      await adapter.update({ model: 'user', where, update: { emailVerified: false } });
    },
  };
}
