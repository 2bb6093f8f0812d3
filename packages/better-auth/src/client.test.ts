import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { createAuthClient } from 'better-auth/client';

import { type StepUpRequired, VEDETTE_ERROR_CODES, vedetteClient } from './client.ts';
import { createTestApp, FAR, ORIGIN } from './testing/test-app.ts';

const HOUR_MS = 3_600_000;

/** better-auth's own client against the real handler, with a browser's cookies. */
async function clientApp() {
  const app = await createTestApp();
  await app.addUser();
  await app.train();
  app.clock.nowMs += 17 * HOUR_MS;
  const required: StepUpRequired[] = [];
  const cookies = new Map<string, string>();
  const offsets: (string | null)[] = [];
  const customFetchImpl = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    request.headers.set('x-test-peer', FAR.peer ?? '');
    request.headers.set('user-agent', FAR.userAgent ?? '');
    request.headers.set('origin', ORIGIN);
    request.headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    offsets.push(request.headers.get('x-vedette-utc-offset'));
    const response = await app.auth.handler(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const client = createAuthClient({
    baseURL: ORIGIN,
    fetchOptions: { customFetchImpl },
    plugins: [vedetteClient({ onStepUpRequired: (step) => void required.push(step) })],
  });
  return { app, client, required, offsets };
}

describe('the client', () => {
  test('is told of a challenge once, sends the clock, and passes it', async () => {
    const { app, client, required, offsets } = await clientApp();
    await client.signIn.email({ email: 'ada@example.com', password: 'correct horse' });
    assert.deepEqual(
      required.map(({ methods }) => methods),
      [['email-code']],
    );
    assert.match(offsets[0] ?? '', /^-?\d{1,3}$/);
    const status = await client.vedette.stepUp.status();
    assert.equal(status.data?.stepUpRequired, true);
    assert.equal(required.length, 1);
    const sent = await client.vedette.stepUp.sendCode();
    assert.equal(sent.data?.destination, 'a•••@example.com');
    const wrong = await client.vedette.stepUp.verify({ method: 'email-code', code: 'x' });
    assert.equal(wrong.error?.code, VEDETTE_ERROR_CODES.CODE_WRONG.code);
    const code = app.mails.at(-1)?.code ?? '';
    const passed = await client.vedette.stepUp.verify({ method: 'email-code', code });
    assert.equal(passed.data?.user.email, 'ada@example.com');
    assert.ok((passed.data?.reasons.length ?? 0) > 0);
    const { data } = await client.vedette.signIns({ query: { limit: 5 } });
    assert.equal(data?.signIns[0]?.outcome, 'passed');
    assert.equal(data?.signIns[0]?.current, true);
    const signInId = data?.signIns[0]?.id ?? '';
    const reported = await client.vedette.signIns.report({ signInId });
    assert.equal(reported.data?.undone, 1);
  });

  test('reaches review, signature and administration', async () => {
    const { client } = await clientApp();
    const review = await client.vedette.review({ token: 'x', answer: 'no' });
    assert.equal(review.error?.code, 'REVIEW_INVALID');
    assert.equal((await client.vedette.signature()).error?.status, 401);
    const listed = await client.vedette.admin.signIns({ query: { limit: 1 } });
    assert.equal(listed.error?.code, 'ADMIN_REQUIRED');
  });
});

test('the client brings nothing of the server into a browser', () => {
  for (const [file, allowed] of [
    ['client.ts', ["'./error-codes.ts'"]],
    ['error-codes.ts', []],
  ] as const) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const imported = [...text.matchAll(/^(?:import|export) (?!type)[^;]*?from ('[^']+')/gm)];
    assert.deepEqual(
      imported.map(([, from]) => from),
      allowed,
      file,
    );
  }
});
