import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';

import { decodeRecord } from '@vedette/identity';
import { memoryAdapter } from 'better-auth/adapters/memory';
import fc from 'fast-check';
import { z } from 'zod';

import {
  createBrowser,
  createTestApp,
  FAR,
  HOME,
  type TestAppOptions,
} from './testing/test-app.ts';

const HOUR_MS = 3_600_000;
const REQUESTS = 10_000;
/** The same requests in every run: what they find can be looked at again. */
const SEED = 6;

const Row = z.object({ signature: z.string(), learning: z.string(), revision: z.number() });

type App = Awaited<ReturnType<typeof createTestApp>>;

const recordOf = async (app: App, userId: string) => {
  const where = [{ field: 'userId', value: userId }];
  const rows = await app.adapter.findMany({ model: 'vedetteRecord', where });
  assert.equal(rows.length, 1);
  const row = Row.parse(rows[0]);
  return { revision: row.revision, record: decodeRecord(row) };
};

describe('sign-ins at the same moment', () => {
  test('all count, the first ones of a user too', async () => {
    const app = await createTestApp();
    const user = await app.addUser();
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.browser().signIn()));
    assert.ok(answers.every(({ status }) => status === 200));
    const { record } = await recordOf(app, user.id);
    assert.equal(record.pending.length, 8);
    assert.equal(await app.adapter.count({ model: 'vedetteSignIn' }), 8);
  });

  test('in two processes all count, and neither overwrites what the other has learned', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-better-auth-'));
    try {
      const file = join(folder, 'app.sqlite');
      const open = (): TestAppOptions => ({ sqlite: new DatabaseSync(file) });
      const one = await createTestApp(open());
      const two = await createTestApp(open());
      const user = await one.addUser();
      for (let day = 0; day < 12; day += 1) {
        await Promise.all([one.browser().signIn(), two.browser().signIn()]);
        one.clock.nowMs += 24 * HOUR_MS;
        two.clock.nowMs = one.clock.nowMs;
      }
      const { record } = await recordOf(one, user.id);
      assert.equal(record.signature.learned + record.pending.length + record.dropped, 24);
      const kept = await one.adapter.findMany<{ snapshot: unknown }>({
        model: 'vedettePopulation',
      });
      const snapshots = z
        .array(z.object({ snapshot: z.object({ learned: z.number() }) }))
        .parse(kept);
      assert.ok(
        (snapshots[0]?.snapshot.learned ?? 0) >= 5,
        JSON.stringify(snapshots[0]?.snapshot.learned),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a forged header', () => {
  const challenged = async (headers: Record<string, string>, options: TestAppOptions = {}) => {
    const app = await createTestApp(options);
    await app.addUser();
    await app.train();
    app.clock.nowMs += 17 * HOUR_MS;
    const { body } = await app.browser({ ...FAR, headers }).signIn();
    return { isChallenged: body['stepUpRequired'] === true, event: app.events.at(-1) };
  };

  test('of a forwarded address does not put a stranger at home', async () => {
    for (const headers of [
      { 'x-forwarded-for': '81.166.1.2' },
      { 'x-forwarded-for': '81.166.1.2, 10.0.0.1' },
      { 'x-real-ip': '81.166.1.2', forwarded: 'for=81.166.1.2' },
      { 'x-client-ip': '81.166.1.2', 'cf-connecting-ip': '81.166.1.2' },
    ]) {
      const { isChallenged, event } = await challenged(headers);
      assert.ok(isChallenged);
      assert.equal(event?.country, 'BR');
    }
  });

  test('is believed from a trusted proxy, from its near end', async () => {
    const app = await createTestApp();
    await app.addUser();
    const headers = { 'x-forwarded-for': '81.166.1.2, 177.10.20.30' };
    await app.browser({ ...FAR, peer: '10.0.0.7', headers }).signIn();
    assert.equal(app.events.at(-1)?.country, 'BR');
  });

  test('is nothing without a peer, even where better-auth would believe it', async () => {
    const app = await createTestApp({ vedette: { network: {} } });
    await app.addUser();
    await app.browser({ headers: { 'x-forwarded-for': '81.166.1.2' } }).signIn();
    const { country, reasons = [] } = app.events.at(-1) ?? {};
    assert.equal(country, null);
    assert.ok(reasons.every(({ code }) => !code.startsWith('country')));
  });

  test('of a device cookie that we did not sign is no known device', async () => {
    const app = await createTestApp();
    await app.addUser();
    await app.train();
    const browser = app.browser();
    browser.cookies.set('better-auth.vedette_device', 'abc.def');
    await browser.signIn();
    assert.equal(app.events.at(-1)?.newDevice, true);
  });
});

describe(`${REQUESTS} generated requests`, () => {
  const headerText = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCodePoint(code)),
    maxLength: 60,
  });
  const headers = fc.dictionary(
    fc.constantFrom(
      ...['x-forwarded-for', 'x-vedette-utc-offset', 'sec-ch-ua-platform', 'accept-language'],
      ...['sec-ch-ua-platform-version', 'x-real-ip', 'referer'],
    ),
    fc.oneof(headerText, fc.constantFrom('81.166.1.2', '10.0.0.1', '999', '-840', '\u00ff')),
    { maxKeys: 3 },
  );
  const request = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    account: fc.integer({ min: 0, max: 2 }),
    peer: fc.constantFrom(HOME.peer, FAR.peer, '10.0.0.1', '::1', 'nonsense', ''),
    userAgent: fc.oneof(fc.constantFrom(HOME.userAgent, FAR.userAgent, 'curl/8'), headerText),
    headers,
    text: fc.oneof(headerText, fc.string({ maxLength: 80 })),
    // Mostly within the life of a challenge.
    later: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * HOUR_MS }) },
    ),
    action: fc.oneof(
      { weight: 2, arbitrary: fc.constant('sign in' as const) },
      { weight: 1, arbitrary: fc.constant('wrong password' as const) },
      { weight: 1, arbitrary: fc.constant('send code' as const) },
      { weight: 1, arbitrary: fc.constant('right code' as const) },
      { weight: 2, arbitrary: fc.constant("another's code" as const) },
      { weight: 2, arbitrary: fc.constant('any code' as const) },
      { weight: 1, arbitrary: fc.constant('any method' as const) },
      { weight: 2, arbitrary: fc.constant('steal cookies' as const) },
      { weight: 1, arbitrary: fc.constant('spoil cookies' as const) },
      { weight: 1, arbitrary: fc.constant('forget cookies' as const) },
      { weight: 1, arbitrary: fc.constant('status' as const) },
      { weight: 1, arbitrary: fc.constant('review' as const) },
      { weight: 1, arbitrary: fc.constant('administer' as const) },
      { weight: 1, arbitrary: fc.constant('sign out' as const) },
    ),
  });

  test('let nobody by, lock nobody out, and crash nothing', async () => {
    const tables = ['user', 'session', 'account', 'verification'].concat(
      ['Record', 'Device', 'SignIn', 'Challenge', 'Population'].map((name) => `vedette${name}`),
    );
    const app = await createTestApp({
      database: memoryAdapter(Object.fromEntries(tables.map((name) => [name, []]))),
      vedette: { logRetentionDays: 2 },
    });
    const accounts = ['ada@example.com', 'bob@example.com', 'eve@example.com'];
    for (const account of accounts) {
      await app.addUser(account);
      await app.train(6, account);
    }
    const visitors = accounts.map(() => app.browser(FAR));
    const seen = new Map<string, number>();
    let sent = 0;
    let sessions = await app.adapter.count({ model: 'session' });
    for (const { who, account, action, text, ...asked } of fc.sample(request, {
      seed: SEED,
      numRuns: REQUESTS,
    })) {
      if (sent >= REQUESTS) break;
      app.clock.nowMs += asked.later;
      const cookies = visitors[who]?.cookies ?? new Map<string, string>();
      const browser = createBrowser(app.auth.handler, asked, cookies);
      const email = accounts[account] ?? '';
      const codeOf = (mine: boolean): string | undefined =>
        app.mails.findLast((mail) => (mail.email === email) === mine)?.code;
      const verify = (code: unknown, method: unknown = 'email-code') =>
        browser.post('/vedette/step-up/verify', { method, code });
      const before = app.events.length;
      const challenged = /code$|method$/.test(action)
        ? (await browser.get('/vedette/step-up/status')).body['destination']
        : null;
      const act = {
        'sign in': () => browser.signIn(email),
        'wrong password': () => browser.signIn(email, `x${text}`),
        'send code': () => browser.post('/vedette/step-up/send-code'),
        'right code': () => verify(codeOf(true)),
        "another's code": () => verify(codeOf(false)),
        'any code': () => verify(text),
        'any method': () => verify(text, text),
        'steal cookies': () => {
          for (const [name, value] of visitors[account]?.cookies ?? [])
            if (/step_up|device/.test(name)) cookies.set(name, value);
          return browser.get('/vedette/step-up/status');
        },
        'spoil cookies': () => {
          for (const [name, value] of cookies) cookies.set(name, `${value.slice(1)}x`);
          return browser.get('/vedette/step-up/status');
        },
        'forget cookies': () => {
          cookies.clear();
          return browser.get('/vedette/step-up/status');
        },
        status: () => browser.get('/vedette/step-up/status'),
        review: () => browser.post('/vedette/review', { token: text, answer: 'no' }),
        administer: () => browser.get(`/vedette/admin/sign-ins?limit=${encodeURIComponent(text)}`),
        'sign out': () => browser.post('/sign-out'),
      }[action];
      const answer = await act();
      sent += challenged === null ? 1 : 2;
      seen.set(action, (seen.get(action) ?? 0) + 1);
      const told = JSON.stringify({ action, asked, answer: answer.text });
      assert.ok(answer.status < 500, told);
      assert.doesNotMatch(answer.text, /contribution.*stepUpRequired|shapley/, told);
      const events = app.events.slice(before);
      const isIn = events.some(({ type }) => type === 'allowed' || type === 'passed');
      assert.ok(
        events.every(({ type }) => type !== 'unassessed'),
        told,
      );
      const now = await app.adapter.count({ model: 'session' });
      // A session comes only of a sign-in that was let go, or of a challenge that was passed.
      if (now > sessions) assert.ok(isIn, told);
      sessions = now;
      if (answer.body['stepUpRequired'] === true) assert.equal('token' in answer.body, false, told);
      if (events.some(({ type }) => type === 'passed')) {
        assert.ok(
          action === 'right code' || action === "another's code" || action === 'any code',
          told,
        );
        const code = app.mails.findLast(({ email: to }) => to[0] === String(challenged)[0])?.code;
        const given = action === 'any code' ? text.trim() : codeOf(action === 'right code');
        assert.equal(given, code, told);
      }
    }
    assert.ok(sent >= REQUESTS && seen.size === 14);
    assert.ok(app.events.filter(({ type }) => type === 'challenged').length > 50);
    assert.ok(app.events.filter(({ type }) => type === 'passed').length > 5);
    assert.equal(app.compromised.length, 0);

    // Whatever strangers did, the owner comes in: as always, or by the code.
    app.clock.nowMs += 24 * HOUR_MS;
    for (const account of accounts) {
      const owner = app.browser(HOME);
      const { body } = await owner.signIn(account);
      if (body['stepUpRequired'] === true) {
        await owner.post('/vedette/step-up/send-code');
        const { code } = app.mails.at(-1) ?? {};
        await owner.post('/vedette/step-up/verify', { method: 'email-code', code });
      }
      assert.notEqual(await owner.session(), null, account);
    }
  });
});
