import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { createIpRangeTable } from '@vedette/identity';
import {
  betterAuth,
  type BetterAuthOptions,
  type BetterAuthPlugin,
  type DBAdapter,
} from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';

import type { CodeToSend, VedetteOptions } from '../options.ts';
import { vedette } from '../plugin.ts';
import type { CompromisedEvent, SignInEvent } from '../types.ts';

export const ORIGIN = 'http://localhost:3000';
const BASE = `${ORIGIN}/api/auth`;
const HOUR_MS = 3_600_000;
/** A Monday at nine in the morning, UTC. */
const START_MS = Date.UTC(2026, 0, 5, 9);

/** Where and what somebody signs in with. */
export interface Surroundings {
  readonly peer?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
/** At home in Norway, as always. */
export const HOME: Surroundings = {
  peer: '81.166.1.2',
  userAgent: `${CHROME} Chrome/120.0.0.0 Safari/537.36`,
};
/** Another country, another system, another browser. */
export const FAR: Surroundings = {
  peer: '177.10.20.30',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:90.0) Gecko/20100101 Firefox/90.0',
};

/** 81.166.0.0/16 is in Norway, 177.10.0.0/16 in Brazil. */
const number = (a: number, b: number): number => a * 2 ** 24 + b * 2 ** 16;
const range = (a: number, b: number, value: string): string =>
  `${number(a, b)},${number(a, b) + 65_535},${value}`;
const country = createIpRangeTable({
  v4: `${range(81, 166, 'NO')}\n${range(177, 10, 'BR')}`,
  v6: '',
});
const asn = createIpRangeTable({
  v4: `${range(81, 166, '29695')}\n${range(177, 10, '28573')}`,
  v6: '',
});

const hashed = (password: string): string => createHash('sha256').update(password).digest('hex');

/** What a test may set. */
export interface TestAppOptions {
  readonly vedette?: VedetteOptions;
  /** Plugins that come before ours (two-factor). */
  readonly before?: BetterAuthPlugin[];
  readonly plugins?: BetterAuthPlugin[];
  readonly auth?: Omit<BetterAuthOptions, 'plugins' | 'database'>;
  readonly database?: (options: BetterAuthOptions) => DBAdapter;
  /** Otherwise a database in memory. */
  readonly sqlite?: DatabaseSync;
}

/** A real better-auth on a real database, with a clock of its own. */
export async function createTestApp(options: TestAppOptions = {}) {
  const clock = { nowMs: START_MS };
  const mails: CodeToSend[] = [];
  const events: SignInEvent[] = [];
  const compromised: CompromisedEvent[] = [];
  const plugin = vedette({
    mode: 'enforce',
    email: { sendCode: (mail) => void mails.push(mail) },
    onSignIn: (event) => void events.push(event),
    onCompromised: (event) => void compromised.push(event),
    now: () => clock.nowMs,
    // Only a store that hangs shall reach it, however busy the machine is.
    timeLimitMs: 20_000,
    network: {
      peer: (request) => request.headers.get('x-test-peer'),
      trustedProxies: ['10.0.0.0/8'],
      country,
      asn,
    },
    ...options.vedette,
  });
  const authOptions: BetterAuthOptions = {
    baseURL: ORIGIN,
    secret: 'a secret that is long enough for this test',
    database: options.database ?? options.sqlite ?? new DatabaseSync(':memory:'),
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    ...options.auth,
    emailAndPassword: {
      enabled: true,
      password: {
        hash: async (password: string) => hashed(password),
        verify: async ({ hash, password }: { hash: string; password: string }) =>
          hash === hashed(password),
      },
      ...options.auth?.emailAndPassword,
    },
    plugins: [...(options.before ?? []), plugin, ...(options.plugins ?? [])],
  };
  if (options.database === undefined) await (await getMigrations(authOptions)).runMigrations();
  const auth = betterAuth(authOptions);
  const { adapter } = await auth.$context;
  const app = {
    auth,
    adapter,
    clock,
    mails,
    events,
    compromised,
    browser: (surroundings: Surroundings = HOME) => createBrowser(auth.handler, surroundings),
    /** An account that is older than its next sign-in, with a verified address. */
    addUser: async (email = 'ada@example.com', more: Record<string, unknown> = {}) => {
      const { user } = await auth.api.signUpEmail({
        body: { email, password: 'correct horse', name: 'Ada' },
      });
      const update = { createdAt: new Date(START_MS), emailVerified: true, ...more };
      await adapter.update({ model: 'user', where: [{ field: 'id', value: user.id }], update });
      return user;
    },
    /** Signs in once a day as always, until all of it is learned. */
    train: async (days = 12, email = 'ada@example.com') => {
      const browser = app.browser(HOME);
      for (let day = 0; day < days; day += 1) {
        const { status, body } = await browser.signIn(email);
        if (status !== 200 || !('token' in body)) throw new Error(`day ${day}: ${status}`);
        clock.nowMs += 24 * HOUR_MS;
      }
      clock.nowMs += 72 * HOUR_MS;
      return browser;
    },
  };
  return app;
}

/** What a test looks at in an answer. */
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser: it keeps its cookies, and is somewhere. */
export function createBrowser(
  handler: (request: Request) => Promise<Response>,
  { peer, userAgent, headers = {} }: Surroundings,
  cookies = new Map<string, string>(),
) {
  const send = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(`${path.startsWith('http') ? '' : BASE}${path}`, {
      method,
      headers: {
        origin: ORIGIN,
        ...(peer === undefined ? {} : { 'x-test-peer': peer }),
        ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await handler(request);
    for (const set of response.headers.getSetCookie()) keepCookie(cookies, set);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  return {
    cookies,
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    signIn: (email = 'ada@example.com', password = 'correct horse') =>
      send('POST', '/sign-in/email', { email, password }),
    session: async () => (await send('GET', '/get-session')).body['user'] ?? null,
  };
}
export type Browser = ReturnType<typeof createBrowser>;

function keepCookie(cookies: Map<string, string>, set: string): void {
  const [pair = '', ...attributes] = set.split(';');
  const at = pair.indexOf('=');
  const isOver = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
  if (isOver) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
