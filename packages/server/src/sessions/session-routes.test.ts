import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { z } from 'zod';

import { Problem } from '../api/problem.ts';
import { startApi, type TestApi } from '../api/testing/start-api.ts';
import { createLoginCodes } from './login-codes.ts';
import { LoginLink } from './session-schemas.ts';
import { createSessions, type SessionOwner } from './sessions.ts';
import { openBrowser } from './testing/browser.ts';

const OPERATE = '/v1/findings/x-0123456789ab/reopen';
const LINK = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
const ANN: SessionOwner = { tokenId: 'local-1', name: 'ann', org: 'acme', scope: 'operate' };

interface TestLogin extends TestApi {
  readonly code: (owner?: Partial<SessionOwner>) => string;
  readonly revoked: Set<string>;
}

async function start(publicNames: readonly string[] = []): Promise<TestLogin> {
  const revoked = new Set<string>();
  const loginCodes = createLoginCodes(Date.now);
  const sessions = createSessions({ nowMs: Date.now, holds: (id) => !revoked.has(id) });
  const api = await startApi({ loginCodes, sessions }, { publicNames });
  const code = (owner = {}): string => loginCodes.create({ ...ANN, ...owner }).code;
  return { ...api, code, revoked };
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, Problem.parse(await response.json()).code];
}

describe('logging in', () => {
  test('by a link, once, also when two bring it at the same time', async () => {
    await using api = await start();
    const link = LoginLink.parse(await (await api.get('/v1/login-codes', LINK)).json());
    const [origin, code = ''] = link.url.split('/login#code=');
    assert.equal(origin, `http://127.0.0.1:${api.port}`);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => openBrowser(api.port).post('/v1/session', { code })),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    assert.deepEqual(statuses, [200, 401, 401, 401, 401, 401, 401, 401]);
  });

  test('there is no password, and nothing that anybody knows', async () => {
    await using api = await start();
    for (const body of [{}, { password: 'admin' }, { code: '' }, { code: 'x', token: 'y' }]) {
      const [status] = await codeOf(await openBrowser(api.port).post('/v1/session', body));
      assert.equal(status, 400, JSON.stringify(body));
    }
    for (const body of [{ code: 'x'.repeat(43) }, { token: 'admin' }, { token: 'ingest' }]) {
      const refused = await codeOf(await openBrowser(api.port).post('/v1/session', body));
      assert.deepEqual(refused, [401, 'login-refused'], JSON.stringify(body));
    }
  });

  test('by a token that may read, and its scope is the session’s', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    assert.equal((await browser.post('/v1/session', { token: 'view' })).status, 200);
    assert.equal(browser.session().scope, 'view');
    assert.equal((await browser.ask('/v1/findings')).status, 200);
    const decided = await browser.ask(OPERATE, { method: 'POST' });
    assert.deepEqual(await codeOf(decided), [403, 'not-allowed']);
  });

  test('the cookie is for this origin’s requests only, and by https where there is https', async () => {
    await using api = await start(['vedette.example']);
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { code: api.code() });
    const [value, ...flags] = browser.setCookie().split('; ');
    assert.match(value ?? '', /^vedette_session=[\w-]{43}$/);
    assert.deepEqual(flags.toSorted(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Strict']);
    const far = openBrowser(api.port);
    const origin = { origin: 'https://vedette.example' };
    assert.equal((await far.post('/v1/session', { code: api.code() }, origin)).status, 200);
    assert.match(far.setCookie(), /; Secure/);
  });

  test('a secret that was there before is not the session’s, and opens nothing', async () => {
    await using api = await start();
    const attacker = openBrowser(api.port);
    await attacker.post('/v1/session', { token: 'view' });
    const planted = attacker.setCookie().split(';')[0] ?? '';
    for (const cookie of [planted, `vedette_session=${'x'.repeat(43)}`]) {
      const victim = openBrowser(api.port);
      await victim.post('/v1/session', { code: api.code() }, { cookie });
      assert.ok(!victim.setCookie().startsWith(cookie));
      assert.equal((await victim.ask('/v1/session', { headers: { cookie } })).status, 401);
    }
  });

  test('not from a page of somebody else', async () => {
    await using api = await start();
    const code = api.code();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await openBrowser(api.port).post('/v1/session', { code }, headers);
      assert.deepEqual(await codeOf(answer), [403, 'csrf']);
    }
    // And nothing of it was used up.
    assert.equal((await openBrowser(api.port).post('/v1/session', { code })).status, 200);
  });

  test('guessing is slowed, counted, and slows the right one of that address as well', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    for (let guess = 0; guess < 10; guess += 1) {
      const answer = await browser.post('/v1/session', { code: 'x'.repeat(43) });
      assert.equal(answer.status, 401);
    }
    const slowed = await browser.post('/v1/session', { code: api.code() });
    assert.equal(slowed.headers.get('retry-after'), '10');
    assert.deepEqual(await codeOf(slowed), [429, 'too-many-logins']);
    const metrics = await (await api.get('/metrics')).text();
    assert.match(metrics, /vedette_logins_total\{outcome="refused"\} 10/);
    assert.match(metrics, /vedette_logins_total\{outcome="slowed"\} 1/);
  });

  test('a session makes no further links', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { code: api.code() });
    const proof = { 'x-vedette-csrf': browser.session().csrf };
    const answer = await browser.post('/v1/login-codes', {}, proof);
    assert.deepEqual(await codeOf(answer), [403, 'session-not-enough']);
    const viewer = { method: 'POST', headers: { authorization: 'Bearer view' } } as const;
    assert.equal((await api.get('/v1/login-codes', viewer)).status, 403);
  });
});

describe('a session', () => {
  test('says who it is, until it is ended', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    assert.deepEqual(await codeOf(await browser.ask('/v1/session')), [401, 'not-authenticated']);
    await browser.post('/v1/session', { code: api.code() });
    const cookie = browser.setCookie().split(';')[0] ?? '';
    const { name, org, scope, csrf } = browser.session();
    assert.deepEqual([name, org, scope], ['ann', 'acme', 'operate']);
    const again: unknown = await (await browser.ask('/v1/session')).json();
    assert.ok(typeof again === 'object' && again !== null && 'csrf' in again);
    assert.equal(again.csrf, csrf);
    assert.equal((await browser.ask('/v1/session', { method: 'DELETE' })).status, 204);
    assert.match(browser.setCookie(), /^vedette_session=; .*Max-Age=0/);
    assert.equal((await browser.ask('/v1/findings', { headers: { cookie } })).status, 401);
  });

  test('ends at the next request after its token was revoked', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { token: 'operate' });
    assert.equal((await browser.ask('/v1/findings')).status, 200);
    api.revoked.add('operate');
    assert.equal((await browser.ask('/v1/findings')).status, 401);
  });

  test('changes nothing without proof that the page is ours', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { code: api.code() });
    const post = async (headers: Readonly<Record<string, string>>): Promise<[number, string]> =>
      codeOf(await browser.ask(OPERATE, { method: 'POST', headers }));
    // Past the guard: there is no such finding.
    assert.deepEqual(await post({}), [404, 'finding-not-there']);
    for (const headers of [
      { 'x-vedette-csrf': '' },
      { 'x-vedette-csrf': 'x'.repeat(43) },
      { 'x-vedette-csrf': `${browser.session().csrf}x` },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      assert.deepEqual(await post(headers), [403, 'csrf'], JSON.stringify(headers));
    }
    const bare = await fetch(`http://127.0.0.1:${api.port}${OPERATE}`, {
      method: 'POST',
      headers: {
        cookie: browser.setCookie().split(';')[0] ?? '',
        'x-vedette-csrf': browser.session().csrf,
      },
    });
    assert.deepEqual(await codeOf(bare), [403, 'csrf']);
    assert.equal(
      (await browser.ask('/v1/session', { method: 'DELETE', headers: { 'x-vedette-csrf': '' } }))
        .status,
      403,
    );
  });

  test('is read by no other page', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { code: api.code() });
    for (const site of ['cross-site', 'same-site']) {
      const answer = await browser.ask('/v1/session', { headers: { 'sec-fetch-site': site } });
      assert.deepEqual(await codeOf(answer), [403, 'csrf']);
    }
    const typed = await browser.ask('/v1/findings', { headers: { 'sec-fetch-site': 'none' } });
    assert.equal(typed.status, 200);
    assert.equal(typed.headers.get('access-control-allow-origin'), null);
    assert.equal(typed.headers.get('cross-origin-resource-policy'), 'same-origin');
  });

  test('a token that comes along is what counts, and needs no proof', async () => {
    await using api = await start();
    const browser = openBrowser(api.port);
    await browser.post('/v1/session', { code: api.code() });
    const bad = { headers: { authorization: 'Bearer nobody' } };
    assert.equal((await browser.ask('/v1/findings', bad)).status, 401);
    const foreign = { authorization: 'Bearer operate', origin: 'https://evil.example' };
    assert.equal((await api.get(OPERATE, { method: 'POST', headers: foreign })).status, 404);
    assert.equal((await api.get('/v1/session')).status, 401);
  });
});

test('nothing is changed by GET: what needs an operator is asked for otherwise', async () => {
  await using api = await start();
  const Paths = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.unknown() }))),
  });
  const { paths } = Paths.parse(await (await api.get('/openapi.json')).json());
  const safe = Object.entries(paths).flatMap(([path, methods]) =>
    'get' in methods && JSON.stringify(methods['get']).includes('operate') ? [path] : [],
  );
  assert.deepEqual(safe, []);
});
