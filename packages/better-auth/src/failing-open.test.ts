import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { BetterAuthOptions, DBAdapter } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';

import { createTestApp, FAR } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;
/** That an answer comes at all is what is tested; a busy machine must not reach it by itself. */
const LIMIT_MS = 1500;

/** What the database does with the plugin's own tables. */
interface Weather {
  fault: 'none' | 'down' | 'hangs';
  /** Models that it strikes; all of the plugin's by default. */
  models: (model: string) => boolean;
  /** Operations that it strikes. */
  operations: (operation: string) => boolean;
}

/** A real adapter whose answers for some tables fail or never come. */
function stormy(weather: Weather): (options: BetterAuthOptions) => DBAdapter {
  const tables = Object.fromEntries(
    [
      'user',
      'session',
      'account',
      'verification',
      'Record',
      'Device',
      'SignIn',
      'Challenge',
      'Population',
    ]
      .map((name) => (/^[A-Z]/.test(name) ? `vedette${name}` : name))
      .map((name) => [name, []]),
  );
  const create = memoryAdapter(tables);
  return (options) => {
    const adapter = create(options);
    return new Proxy(adapter, {
      get: (target, name, receiver) => {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          const [asked] = given;
          const model =
            typeof asked === 'object' && asked !== null && 'model' in asked ? asked.model : '';
          const isStruck =
            weather.fault !== 'none' &&
            typeof model === 'string' &&
            weather.models(model) &&
            weather.operations(String(name));
          if (isStruck && weather.fault === 'down')
            return Promise.reject(new Error('connection refused: password hunter2'));
          if (isStruck) return Promise.withResolvers<never>().promise;
          const answer: unknown = Reflect.apply(value, target, given);
          return answer;
        };
      },
    });
  };
}

const calm = (): Weather => ({
  fault: 'none',
  models: (model) => model.startsWith('vedette'),
  operations: () => true,
});

/** An application in a storm that comes when its user signs in from an unlikely place. */
async function stormyApp(change: (weather: Weather) => void) {
  const weather = calm();
  const logged: string[] = [];
  const app = await createTestApp({
    database: stormy(weather),
    vedette: { timeLimitMs: LIMIT_MS },
    auth: {
      logger: { log: (_level, message, ...more) => void logged.push(`${message} ${String(more)}`) },
    },
  });
  await app.addUser();
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  change(weather);
  return { app, weather, logged };
}

describe('a sign-in goes on, recorded', () => {
  for (const fault of ['down', 'hangs'] as const) {
    test(`when the plugin's tables are ${fault}`, async () => {
      const { app, logged } = await stormyApp((weather) => {
        weather.fault = fault;
      });
      const { status, body } = await app.browser(FAR).signIn();
      assert.equal(status, 200);
      assert.equal(typeof body['token'], 'string');
      assert.equal(app.events.at(-1)?.type, 'unassessed');
      assert.doesNotMatch(logged.join('\n'), /hunter2/);
    });

    test(`when a challenge cannot be kept (${fault})`, async () => {
      const { app } = await stormyApp((weather) => {
        weather.fault = fault;
        weather.models = (model) => model === 'vedetteChallenge';
      });
      const away = app.browser(FAR);
      assert.equal(typeof (await away.signIn()).body['token'], 'string');
      assert.notEqual(await away.session(), null);
      const { type, notify } = app.events.at(-1) ?? {};
      assert.deepEqual({ type, notify }, { type: 'unassessed', notify: true });
      const kept = JSON.stringify(await app.adapter.findMany({ model: 'vedetteSignIn' }));
      assert.match(kept, /no challenge: (?:Error|no answer within the time limit)/);
      assert.doesNotMatch(kept, /hunter2/);
    });

    test(`when an ordinary one cannot be kept (${fault})`, async () => {
      const { app, weather } = await stormyApp(() => undefined);
      app.clock.nowMs += 7 * HOUR_MS;
      weather.fault = fault;
      weather.operations = (operation) => /create|update|increment/i.test(operation);
      const home = app.browser();
      assert.equal((await home.signIn()).status, 200);
      assert.notEqual(await home.session(), null);
    });
  }

  test("when the application's own look at a request fails", async () => {
    const app = await createTestApp({
      vedette: {
        network: {
          peer: () => {
            throw new TypeError('no socket');
          },
        },
      },
    });
    await app.addUser();
    const { status } = await app.browser().signIn();
    assert.equal(status, 200);
    const { type, score } = app.events.at(-1) ?? {};
    assert.deepEqual([type, score], ['unassessed', null]);
    const logged = await app.adapter.findMany<{ details: string }>({ model: 'vedetteSignIn' });
    assert.match(logged[0]?.details ?? '', /"failure":"TypeError"/);
  });

  test('when a user row is damaged, and when the background of all users is', async () => {
    const { app } = await stormyApp(() => undefined);
    await app.adapter.updateMany({
      model: 'vedetteRecord',
      where: [],
      update: { signature: '{"broken' },
    });
    assert.equal(typeof (await app.browser(FAR).signIn()).body['token'], 'string');
    assert.equal(app.events.at(-1)?.type, 'unassessed');
  });
});

test('a password can be changed while the plugin’s tables are down', async () => {
  const { app, weather } = await stormyApp(() => undefined);
  const home = app.browser();
  await home.signIn();
  weather.fault = 'down';
  const body = { currentPassword: 'correct horse', newPassword: 'battery staple' };
  assert.equal((await home.post('/change-password', body)).status, 200);
});

test('a failed challenge is told of although the user’s record cannot be changed', async () => {
  const { app, weather } = await stormyApp(() => undefined);
  const stranger = app.browser(FAR);
  await stranger.signIn();
  weather.fault = 'down';
  weather.models = (model) => model === 'vedetteRecord';
  const answers: unknown[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const body = { method: 'email-code', code: '12345x' };
    answers.push((await stranger.post('/vedette/step-up/verify', body)).body['code']);
  }
  assert.deepEqual(new Set(answers), new Set(['CODE_WRONG']));
  assert.equal(app.events.at(-1)?.type, 'failed');
});

test('a withheld session whose row cannot be deleted does not leave all the same', async () => {
  const { app } = await stormyApp((weather) => {
    weather.fault = 'down';
    weather.models = (model) => model === 'session';
    weather.operations = (operation) => operation.startsWith('delete');
  });
  const stranger = app.browser(FAR);
  const { body, text, headers } = await stranger.signIn();
  assert.equal(body['stepUpRequired'], true);
  const sessions = await app.adapter.findMany<{ token: string }>({ model: 'session' });
  for (const { token } of sessions)
    assert.ok(!`${text} ${headers.getSetCookie().join()}`.includes(token));
  assert.equal(await stranger.session(), null);
});

describe('a judge', () => {
  const judgedApp = async (judge: () => Promise<unknown>) => {
    let asked = 0;
    const app = await createTestApp({
      vedette: {
        timeLimitMs: LIMIT_MS,
        judge: {
          judge: () => {
            asked += 1;
            return judge();
          },
        },
      },
    });
    await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    return { app, asked: () => asked };
  };

  for (const [name, judge] of [
    ['hangs', () => Promise.withResolvers<never>().promise],
    ['fails', () => Promise.reject(new Error('no'))],
    ['says that all is well', () => Promise.resolve('consistent')],
  ] as const)
    test(`that ${name} changes nothing about what both stages say`, async () => {
      const { app } = await judgedApp(judge);
      const { body } = await app.browser(FAR).signIn();
      assert.equal(body['stepUpRequired'], true);
    });

  test('that hangs is decided without, and after three times not asked any more', async () => {
    const { app, asked } = await judgedApp(() => Promise.withResolvers<never>().promise);
    // At home at ten hours before: only the second stage finds something.
    app.clock.nowMs -= 10 * HOUR_MS;
    for (let round = 0; round < 5; round += 1) {
      app.clock.nowMs += 1000;
      assert.equal((await app.browser().signIn()).status, 200);
      assert.notEqual(app.events.at(-1)?.type, 'unassessed');
    }
    assert.equal(asked(), 3);
  });
});

test('a review page that is no address does not harm a sign-in', async () => {
  const app = await createTestApp({ vedette: { reviewPage: 'http://' } });
  await app.addUser();
  assert.equal((await app.browser().signIn()).status, 200);
});

test('an application that fails to listen does not harm a sign-in', async () => {
  const app = await createTestApp({
    vedette: {
      onSignIn: () => {
        throw new Error('no');
      },
    },
  });
  await app.addUser();
  assert.equal((await app.browser().signIn()).status, 200);
});
