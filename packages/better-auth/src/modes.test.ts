import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { bearer, magicLink, twoFactor } from 'better-auth/plugins';

import type { VedetteOptions } from './options.ts';
import { vedette } from './plugin.ts';
import { createRuntime } from './runtime/runtime.ts';
import { createTestApp, FAR } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

async function oddSignIn(options: VedetteOptions) {
  const app = await createTestApp({ vedette: options });
  await app.addUser();
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const away = app.browser(FAR);
  const asked = await away.signIn();
  return { app, away, asked, event: app.events.at(-1) };
}

describe('mode', () => {
  test('observe lets everybody in, tells nobody, and keeps what it would have done', async () => {
    const { away, event } = await oddSignIn({ mode: 'observe' });
    assert.notEqual(await away.session(), null);
    assert.equal(event?.type, 'allowed');
    assert.deepEqual([event.decision, event.wanted, event.notify], ['allow', 'step-up', false]);
    assert.ok(event.reasons.length > 3);
  });

  test('notify lets everybody in and says whom to tell, with a link', async () => {
    const { away, event } = await oddSignIn({ mode: 'notify' });
    assert.notEqual(await away.session(), null);
    assert.deepEqual([event?.decision, event?.notify], ['notify', true]);
    assert.match(event?.reviewUrl ?? '', /^http:\/\/localhost:3000\/api\/auth\/vedette\/review\?/);
  });

  test('can have a page of its own behind the link', async () => {
    const { event } = await oddSignIn({ mode: 'notify', reviewPage: '/was-this-you' });
    assert.match(event?.reviewUrl ?? '', /^http:\/\/localhost:3000\/was-this-you\?token=[\w.-]+$/);
  });

  test('observe is what holds where nothing is set', () => {
    assert.equal(createRuntime({}).settings.mode, 'observe');
  });
});

describe('a refusal', () => {
  test('is off unless a score is set', async () => {
    const { asked } = await oddSignIn({});
    assert.equal(asked.body['stepUpRequired'], true);
  });

  test('leaves no session and no reasons', async () => {
    const { app, away, asked } = await oddSignIn({ denyNats: 4 });
    assert.equal(asked.status, 403);
    assert.deepEqual(Object.keys(asked.body).toSorted(), ['code', 'message']);
    assert.equal(asked.body['code'], 'SIGN_IN_REFUSED');
    assert.equal(await away.session(), null);
    assert.equal(app.events.at(-1)?.type, 'refused');
  });

  test('of a redirecting sign-in redirects', async () => {
    let url = '';
    const app = await createTestApp({
      vedette: { denyNats: 4 },
      plugins: [
        magicLink({
          sendMagicLink: (mail) => {
            ({ url } = mail);
          },
        }),
      ],
    });
    await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const away = app.browser(FAR);
    await away.post('/sign-in/magic-link', { email: 'ada@example.com', callbackURL: '/home' });
    const asked = await away.get(url);
    assert.equal(asked.headers.get('location'), '/step-up?error=SIGN_IN_REFUSED');
    assert.equal(await away.session(), null);
  });
});

describe('a configuration', () => {
  test('that could not see its proxies is refused', () => {
    assert.throws(() => vedette({ network: { trustedProxies: ['10.0.0.0/8'] } }), /network\.peer/);
    assert.throws(() => vedette({ network: { trustedProxies: ['10.0.0.0'], peer: () => null } }));
  });

  test('that works less well than it looks is said', async () => {
    const said: string[] = [];
    const logger = { log: (_level: string, message: string) => void said.push(message) };
    await createTestApp({
      before: [bearer()],
      vedette: { network: {}, email: undefined },
      auth: { logger },
    });
    assert.ok(said.some((message) => /without network\.peer/.test(message)));
    assert.ok(said.some((message) => /nothing to ask/.test(message)));
    assert.ok(said.some((message) => /before bearer/.test(message)));
  });

  test('that puts two-factor after the plugin is refused', async () => {
    await assert.rejects(createTestApp({ plugins: [twoFactor()] }), /after twoFactor/);
  });
});
