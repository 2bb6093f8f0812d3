import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

import { passkey } from '@better-auth/passkey';
import { vedette } from '@vedette/better-auth';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { emailOTP, genericOAuth, magicLink, twoFactor } from 'better-auth/plugins';

import type { Outbox } from '../mail/outbox.ts';
import { demoNetworks } from '../demo/demo-networks.ts';
import { PEER_HEADER } from '../http/read-request.ts';
import type { OAuthProvider } from '../oauth/start-oauth-provider.ts';

/** What the application's sign-in stands on. */
export interface AuthParts {
  readonly url: string;
  readonly secret: string;
  readonly database: DatabaseSync;
  readonly outbox: Outbox;
  readonly provider: OAuthProvider;
  readonly nowMs: () => number;
  readonly isDemo: boolean;
}

/** Proxies on this machine, whose forwarded headers count. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** better-auth with every way to sign in, and the plugin that watches all of them. */
export async function createAuth(parts: AuthParts) {
  const { url, secret, database, outbox, provider, nowMs, isDemo } = parts;
  const options = {
    baseURL: url,
    secret,
    database,
    // Written down for tests and walk-throughs, which sign in faster than people do.
    rateLimit: { enabled: !isDemo },
    advanced: { ipAddress: { trustedProxies: LOOPBACK } },
    telemetry: { enabled: false },
    account: { accountLinking: { trustedProviders: [provider.id] } },
    emailAndPassword: {
      enabled: true,
      sendResetPassword: async ({ user, token }) =>
        outbox.send({
          to: user.email,
          subject: 'Choose a new password',
          lines: ['Your old password does not work any more.'],
          link: { text: 'Choose a new one', url: `${url}/reset-password?token=${token}` },
        }),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, url: link }) =>
        outbox.send({
          to: user.email,
          subject: 'Confirm your address',
          lines: ['Welcome to Fjord Rentals.'],
          link: { text: 'Confirm', url: link },
        }),
    },
    plugins: [
      twoFactor({ issuer: 'Fjord Rentals' }),
      // Before every other plugin with hooks after a sign-in: they see no session that is withheld.
      vedette({
        mode: 'enforce',
        now: nowMs,
        timeLimitMs: 1000,
        network: {
          peer: (request) => request.headers.get(PEER_HEADER),
          trustedProxies: LOOPBACK,
          // Otherwise the installed packages tell: see the dependencies of this example.
          ...(isDemo ? demoNetworks() : {}),
        },
        email: {
          sendCode: ({ email, code }) =>
            outbox.send({
              to: email,
              subject: `${code} is your code`,
              lines: [`Somebody signs in to your account. If it is you, the code is ${code}.`],
              link: null,
            }),
        },
        onSignIn: (event) => {
          if (!event.notify || event.reviewUrl === null) return;
          const token = new URL(event.reviewUrl).searchParams.get('token') ?? '';
          outbox.send({
            to: event.user.email,
            subject: 'A sign-in that is not like your others',
            lines: event.reasons
              .filter(({ contribution }) => contribution > 0)
              .map(({ text }) => text),
            link: {
              text: 'Was this you?',
              url: `${url}/was-this-you?token=${encodeURIComponent(token)}`,
            },
          });
        },
        onCompromised: async ({ user }) => requireNewPassword(user.id),
      }),
      magicLink({
        sendMagicLink: async ({ email, url: link }) =>
          outbox.send({
            to: email,
            subject: 'Your link to sign in',
            lines: ['It works once, for five minutes.'],
            link: { text: 'Sign in', url: link },
          }),
      }),
      emailOTP({
        sendVerificationOTP: async ({ email, otp }) =>
          outbox.send({
            to: email,
            subject: `${otp} is your code to sign in`,
            lines: ['It works once, for five minutes.'],
            link: null,
          }),
      }),
      genericOAuth({
        config: [
          {
            providerId: provider.id,
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            authorizationUrl: `${provider.url}/authorize`,
            tokenUrl: `${provider.url}/token`,
            userInfoUrl: `${provider.url}/userinfo`,
            scopes: ['email', 'profile'],
            pkce: true,
          },
        ],
      }),
      passkey({ rpID: 'localhost', rpName: 'Fjord Rentals', origin: url }),
    ],
  } satisfies BetterAuthOptions;
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);

  /** A password that somebody else knows stops working at once; its owner gets a mail. */
  async function requireNewPassword(userId: string): Promise<void> {
    const { internalAdapter, password } = await auth.$context;
    const accounts = await internalAdapter.findAccounts(userId);
    if (!accounts.some(({ providerId }) => providerId === 'credential')) return;
    await internalAdapter.updatePassword(
      userId,
      await password.hash(randomBytes(32).toString('base64url')),
    );
    const user = await internalAdapter.findUserById(userId);
    if (user !== null) await auth.api.requestPasswordReset({ body: { email: user.email } });
  }

  return auth;
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;
