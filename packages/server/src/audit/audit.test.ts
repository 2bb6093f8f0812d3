// Long because each way to be refused, cut off or torn is a test on real files.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';

import type { Caller } from '../api/caller.ts';
import { createApi } from '../api/create-api.ts';
import { nothingBehind } from '../api/openapi-document.ts';
import { Problem } from '../api/problem.ts';
import { startApi, type TestApi } from '../api/testing/start-api.ts';
import { NO_SIGN_INS } from '../signins/no-sign-ins.ts';
import { addSignInRoutes } from '../signins/sign-in-routes.ts';
import { createLoginCodes } from '../sessions/login-codes.ts';
import { createSessions } from '../sessions/sessions.ts';
import { openBrowser } from '../sessions/testing/browser.ts';
import { type Audit, createAudit } from './audit.ts';
import { auditBody } from './audit-body.ts';
import type { AuditQuestion } from './audit-entry.ts';
import { openAuditFiles } from './audit-files.ts';
import { AuditAnswer } from './audit-routes.ts';

const EXPECT = '/v1/findings/x-0123456789ab/expect';
const QUESTION: AuditQuestion = {
  ...{ org: 'acme', by: 'ann', via: 'token', requestId: 'r-1', action: 'POST /v1/x' },
  ...{ target: '/v1/x', body: null },
};
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-audit-'));
  folders.push(folder);
  return join(folder, 'audit');
}

async function openAt(folder: string): Promise<{ audit: Audit; unreadable: number }> {
  const files = await openAuditFiles(folder, 10_000);
  const audit = createAudit({ files, lines: files.lines, log: () => undefined, nowMs: Date.now });
  return { audit, unreadable: files.unreadable };
}

function textOf(folder: string): string {
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

async function decide(api: TestApi, body: object, headers = {}): Promise<Response> {
  return api.get(EXPECT, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('what an operator asks for', () => {
  test('is on the disk before it is done, and what came of it after', async () => {
    const folder = newFolder();
    const { audit } = await openAt(folder);
    let before = '';
    await using api = await startApi({
      audit,
      knowledge: {
        workloads: () => [],
        workload: () => undefined,
        thresholdBy: () => undefined,
        sweptHosts: () => [],
        findings: () => {
          before = textOf(folder);
          return [];
        },
      },
    });
    const answer = await decide(api, { reason: 'ours' });
    assert.equal(answer.status, 404);
    const id = answer.headers.get('x-request-id');
    assert.match(
      before,
      /"by":"an? operate token".*"body":"\{\\"reason\\":\\"ours\\".*"status":null/,
    );
    assert.equal(before.split('\n').length, 2);
    assert.equal(textOf(folder).split('\n').length, 3);
    const { entries } = AuditAnswer.parse(await (await api.get('/v1/audit')).json());
    const { atMs, body, ...entry } = entries[0] ?? { atMs: 0, body: '' };
    assert.ok(Date.now() - atMs < 60_000);
    assert.match(body ?? '', /ours/);
    assert.deepEqual(entry, {
      ...{ by: 'a operate token', via: 'token', requestId: id, status: 404 },
      ...{ action: 'POST /v1/findings/:id/expect', target: EXPECT },
    });
    assert.equal(statSync(join(folder, 'audit-000001.ndjson')).mode & 0o777, 0o600);
  });

  test('is not done where it cannot be written', async () => {
    let done = 0;
    const audit = createAudit({
      files: {
        append: async () => {
          throw new Error('ENOSPC: no space left on device');
        },
      },
      ...{ lines: [], log: () => undefined, nowMs: Date.now },
    });
    const loginCodes = createLoginCodes(Date.now);
    const sessions = createSessions({ nowMs: Date.now, holds: () => true });
    await using api = await startApi({
      ...{ audit, loginCodes, sessions },
      ask: async () => void (done += 1),
      knowledge: {
        workloads: () => [],
        workload: () => undefined,
        thresholdBy: () => undefined,
        sweptHosts: () => [],
        findings: () => {
          done += 1;
          return [];
        },
      },
    });
    const answer = await decide(api, { reason: 'ours' });
    assert.equal(answer.status, 503);
    assert.equal(Problem.parse(await answer.json()).code, 'audit-unwritable');
    assert.equal(done, 0);
    const browser = openBrowser(api.port);
    assert.equal((await browser.post('/v1/session', { token: 'view' })).status, 503);
    assert.equal(browser.setCookie(), '');
    assert.equal((await browser.post('/v1/session', { token: 'nobody' })).status, 401);
    assert.equal((await api.get('/v1/audit')).status, 200);
  });

  test('is not there for reading, and for what was refused at the door', async () => {
    const { audit } = await openAt(newFolder());
    await using api = await startApi({ audit });
    await api.get('/v1/findings');
    await decide(api, { reason: 'ours' }, { authorization: 'Bearer view' });
    await decide(api, { nonsense: true });
    assert.deepEqual(audit.page('acme', { limit: 10 }), { entries: [], next: null });
  });
});

test('that a user was forgotten is written down, and not which one', async () => {
  const { audit } = await openAt(newFolder());
  const parts = {
    ...nothingBehind('0.0.0'),
    audit,
    authenticate: (): Caller => ({ tokenId: 't', name: 'ann', org: 'acme', scope: 'operate' }),
  };
  const api = await createApi(parts, {
    listen: '127.0.0.1',
    more: [(app) => addSignInRoutes(app, NO_SIGN_INS)],
  });
  await api.inject({
    method: 'POST',
    url: '/v1/signins/forget',
    headers: { host: '127.0.0.1', authorization: 'Bearer t' },
    payload: { application: 'shop', user: 'anna' },
  });
  await api.close();
  const [entry] = audit.page('acme', { limit: 1 }).entries;
  assert.equal(entry?.action, 'POST /v1/signins/forget');
  assert.equal(entry?.body, null);
});

test('logging in, out and in vain is there, and nothing that opens anything', async () => {
  const folder = newFolder();
  const { audit } = await openAt(folder);
  const loginCodes = createLoginCodes(Date.now);
  const sessions = createSessions({ nowMs: Date.now, holds: () => true });
  const logged: unknown[] = [];
  await using api = await startApi({
    ...{ audit, loginCodes, sessions, log: (...line) => void logged.push(line) },
  });
  const owner = { tokenId: 't', name: 'ann', org: 'acme', scope: 'operate' } as const;
  const { code } = loginCodes.create(owner);
  const browser = openBrowser(api.port);
  await browser.post('/v1/session', { code });
  const cookie = browser.setCookie().split(';')[0]?.split('=')[1] ?? '';
  const { csrf } = browser.session();
  await browser.post(EXPECT, { reason: 'ours' }, { 'x-vedette-csrf': csrf });
  await browser.ask('/v1/session?code=in-a-query', { method: 'DELETE' });
  await browser.post('/v1/session', { code });
  assert.deepEqual(
    audit
      .page('acme', { limit: 10 })
      .entries.map(({ by, via, action, status }) => [...[by, via, action, status]]),
    [
      ['ann', 'login', 'DELETE /v1/session', 204],
      ['ann', 'session', 'POST /v1/findings/:id/expect', 404],
      ['ann', 'login', 'POST /v1/session', 200],
    ],
  );
  const [refused] = audit.page('default', { limit: 10 }).entries;
  assert.deepEqual([refused?.by, refused?.status], ['', 401]);
  const all = `${textOf(folder)}${JSON.stringify(logged)}${await (await api.get('/metrics')).text()}`;
  for (const secret of [code, cookie, csrf, 'in-a-query']) {
    assert.ok(secret !== '' && !all.includes(secret));
  }
});

test('secrets in what is sent along are hidden, and it is cut', () => {
  const token = `vdt_0123456789ab_${'A1b2'.repeat(11)}`.slice(0, 60);
  const shown = auditBody({
    ...{ password: 'hunter2hunter2', note: `run with --token ${token} please`, days: 3 },
    nested: [{ apiKey: 'sk-0123456789' }],
  });
  assert.ok(shown !== null);
  for (const secret of ['hunter2hunter2', token, 'sk-0123456789']) {
    assert.ok(!shown.includes(secret), shown);
  }
  assert.match(shown, /"days":3/);
  assert.equal(auditBody({ note: 'x'.repeat(60_000) })?.length, 2_000);
  assert.equal(auditBody(null), null);
});

describe('the files', () => {
  test('a line that was cut short is told and costs no other line', async () => {
    const folder = newFolder();
    const first = await openAt(folder);
    await first.audit.ask(QUESTION);
    appendFileSync(join(folder, 'audit-000001.ndjson'), '{"atMs":1,"org":"ac');
    const second = await openAt(folder);
    assert.equal(second.unreadable, 1);
    await second.audit.ask({ ...QUESTION, requestId: 'r-2' });
    const third = await openAt(folder);
    assert.equal(third.unreadable, 1);
    const ids = third.audit.page('acme', { limit: 10 }).entries.map(({ requestId }) => requestId);
    assert.deepEqual(ids, ['r-2', 'r-1']);
    assert.equal(third.audit.page('acme', { limit: 10 }).entries[0]?.status, null);
  });

  test('whatever they hold, they are opened, and written to', async () => {
    for (const text of ['\0\0\0', '{}\n[]\nnull\n', 'x'.repeat(100_000), '\n\n\n']) {
      const folder = newFolder();
      await openAt(folder);
      writeFileSync(join(folder, 'audit-000001.ndjson'), text);
      const { audit } = await openAt(folder);
      await audit.ask(QUESTION);
      assert.equal((await openAt(folder)).audit.page('acme', { limit: 9 }).entries.length, 1);
    }
  });

  test('are bounded: the oldest goes', { timeout: 60_000 }, async () => {
    const folder = newFolder();
    await openAt(folder);
    for (let number = 1; number <= 16; number += 1) {
      const name = `audit-${String(number).padStart(6, '0')}.ndjson`;
      writeFileSync(join(folder, name), `${' '.repeat(4 * 1024 * 1024)}\n`);
    }
    const { audit } = await openAt(folder);
    await audit.ask(QUESTION);
    const names = readdirSync(folder).toSorted();
    assert.deepEqual(
      [names.length, names[0], names.at(-1)],
      [...[16, 'audit-000002.ndjson', 'audit-000017.ndjson']],
    );
  });

  test('refused logins displace nothing: so many are written, and the rest is counted', async () => {
    const clock = { ms: 0 };
    const lines: string[] = [];
    const audit = createAudit({
      files: { append: async ({ body }) => void lines.push(body ?? '') },
      ...{ lines: [], log: () => undefined, nowMs: () => clock.ms },
    });
    for (let login = 0; login < 1_000; login += 1) await audit.refused(QUESTION);
    assert.equal(lines.length, 100);
    clock.ms = 60_001;
    await audit.refused(QUESTION);
    assert.equal(lines.at(-1), 'and 900 more that were not written');
  });
});

test('pages follow each other, and are of one organisation', async () => {
  const { audit } = await openAt(newFolder());
  for (const requestId of ['a', 'b', 'c', 'd', 'e']) {
    await audit.ask({ ...QUESTION, requestId, org: requestId === 'c' ? 'other' : 'acme' });
  }
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = audit.page('acme', { limit: 2, before });
    seen.push(...page.entries.map(({ requestId }) => requestId));
    before = page.next ?? undefined;
  } while (before !== undefined);
  assert.deepEqual(seen, ['e', 'd', 'b', 'a']);
  assert.throws(
    () => audit.page('acme', { limit: 2, before: 'c' }),
    (error: unknown) => error instanceof VedetteError && error.code === 'cursor-invalid',
  );
});
