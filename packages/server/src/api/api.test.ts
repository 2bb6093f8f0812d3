import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';

import { z } from 'zod';

import { KNOWS_NOTHING } from './openapi-document.ts';
import { Problem, PROBLEM_TYPE } from './problem.ts';
import { startApi, type TestApi } from './testing/start-api.ts';

const Operation = z.object({ security: z.unknown(), responses: z.record(z.string(), z.unknown()) });
const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

async function problemAt(response: Response): Promise<Problem> {
  assert.equal(response.headers.get('content-type'), PROBLEM_TYPE);
  const problem = Problem.parse(await response.json());
  assert.equal(problem.status, response.status);
  return problem;
}

/** Sends bytes as they are and returns all that comes back. */
async function sendRaw(api: TestApi, bytes: string): Promise<string> {
  const socket = connect(api.port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('refusals', () => {
  test('nothing there', async () => {
    await using api = await startApi();
    assert.equal((await problemAt(await api.get('/nothing'))).code, 'route-unknown');
  });

  test('another method', async () => {
    await using api = await startApi();
    const response = await api.get('/v1/findings', { method: 'DELETE' });
    assert.equal(response.headers.get('allow'), 'GET');
    assert.equal((await problemAt(response)).code, 'method-refused');
    const found = await api.get('/v1/findings/x-0123456789ab/resolve');
    assert.equal(found.headers.get('allow'), 'POST');
  });

  test('no token, a wrong one, and one that may not', async () => {
    await using api = await startApi();
    for (const authorization of ['', 'Bearer nobody', 'Basic dmlldzo=', 'Bearer']) {
      const response = await api.get('/v1/findings', { headers: { authorization } });
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      assert.equal((await problemAt(response)).code, 'not-authenticated');
    }
    const ingest = { headers: { authorization: 'Bearer ingest' } };
    assert.equal((await problemAt(await api.get('/v1/findings', ingest))).status, 403);
    const view = { method: 'POST', headers: { authorization: 'Bearer view' } };
    const path = '/v1/findings/x-0123456789ab/reopen';
    assert.equal((await problemAt(await api.get(path, view))).code, 'not-allowed');
    assert.equal((await api.get('/v1/logs', { method: 'POST' })).status, 403);
  });

  test('a page on the internet whose name points here', async () => {
    await using api = await startApi();
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '']) {
      const answer = await sendRaw(
        api,
        `GET /livez HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 421 /);
      assert.match(answer, /"code":"wrong-host-name"/);
    }
  });

  test('parameters that make no sense are named', async () => {
    await using api = await startApi();
    const problem = await problemAt(await api.get('/v1/events?limit=9999999&minScore=2'));
    assert.equal(problem.code, 'request-invalid');
    assert.match(problem.detail, /limit/);
    assert.equal((await problemAt(await api.get('/v1/events?oops=1'))).status, 400);
    assert.equal((await problemAt(await api.get('/v1/findings/%2e%2e%2fetc'))).status, 400);
  });

  test('a body that is too large, and one of a type that cannot be read', async () => {
    await using api = await startApi({}, { limits: { bodyBytesMax: 100, batchBytesMax: 100 } });
    const headers = { 'content-type': 'application/json' };
    const path = '/v1/findings/x-0123456789ab/expect';
    const body = JSON.stringify({ reason: 'x'.repeat(200) });
    const large = await problemAt(await api.get(path, { method: 'POST', headers, body }));
    assert.equal(large.code, 'body-too-large');
    const typed = { 'content-type': 'text/plain' };
    const wrong = await api.get(path, { method: 'POST', headers: typed, body: 'reason' });
    assert.equal((await problemAt(wrong)).code, 'media-type-refused');
    const broken = await api.get(path, { method: 'POST', headers, body: '{' });
    assert.equal((await problemAt(broken)).status, 400);
  });

  test('a caller who asks too often', async () => {
    await using api = await startApi({}, { limits: { rate: { burst: 2, perSecond: 0.1 } } });
    await api.get('/v1/findings');
    await api.get('/v1/findings');
    const response = await api.get('/v1/findings');
    assert.equal(response.headers.get('retry-after'), '10');
    assert.equal((await problemAt(response)).code, 'too-many-requests');
    const other = { headers: { authorization: 'Bearer view' } };
    assert.equal((await api.get('/v1/findings', other)).status, 200);
  });

  test('while it stops', async () => {
    await using api = await startApi({}, { isStopping: () => true });
    const response = await api.get('/livez');
    assert.equal(response.headers.get('connection'), 'close');
    assert.equal((await problemAt(response)).code, 'server-busy');
  });

  test('what nobody expected stays in the log', async () => {
    const logged: unknown[] = [];
    await using api = await startApi({
      log: (...line) => logged.push(line),
      knowledge: {
        ...KNOWS_NOTHING,
        findings: () => {
          throw new Error('the secret of the store');
        },
      },
    });
    const response = await api.get('/v1/findings');
    const problem = await problemAt(response);
    assert.equal(problem.code, 'server-failed');
    assert.equal(problem.request, response.headers.get('x-request-id'));
    assert.doesNotMatch(JSON.stringify(problem), /secret/);
    assert.match(JSON.stringify(logged), /the secret of the store/);
  });

  test('what is no HTTP, and a head that is too long', async () => {
    await using api = await startApi();
    assert.match(await sendRaw(api, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 .*request-invalid/s);
    const head = `GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    assert.match(await sendRaw(api, head), /^HTTP\/1\.1 431 .*headers-too-large/s);
  });

  test('a head that never ends is hung up on', { timeout: 60_000 }, async () => {
    await using api = await startApi(
      {},
      { limits: { headersTimeoutMs: 200, requestTimeoutMs: 400 } },
    );
    assert.match(await sendRaw(api, 'GET /livez HTTP/1.1\r\nHost: loc'), /^$|^HTTP\/1\.1 408 /);
  });
});

describe('being looked after', () => {
  test('alive, ready, and which part is not', async () => {
    let broken = false;
    let nowMs = 0;
    await using api = await startApi({
      nowMs: () => nowMs,
      readiness: [
        { name: 'journal', check: async () => undefined },
        {
          name: 'events',
          check: async () => {
            if (broken) throw new Error('no space left');
          },
        },
      ],
    });
    const nobody = { headers: { authorization: '' } };
    assert.equal((await api.get('/livez', nobody)).status, 200);
    assert.equal((await api.get('/readyz', nobody)).status, 200);
    broken = true;
    nowMs = 2_000;
    const response = await api.get('/readyz', nobody);
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), {
      ready: false,
      checks: { journal: 'ok', events: 'no space left' },
    });
  });

  test('metrics count requests by route, not by path', async () => {
    await using api = await startApi();
    await api.get('/v1/findings/x-0123456789ab');
    const metrics = await (await api.get('/metrics')).text();
    assert.match(metrics, /route="\/v1\/findings\/:id",status="404"/);
    assert.doesNotMatch(metrics, /0123456789ab/);
  });

  test('the description has every route, its scope and its refusals', async () => {
    await using api = await startApi();
    const document = Description.parse(await (await api.get('/openapi.json')).json());
    const operation = document.paths['/v1/findings/{id}/expect']?.['post'];
    assert.deepEqual(operation?.security, [{ bearer: ['operate'] }, { session: ['operate'] }]);
    assert.ok('default' in (operation?.responses ?? {}));
    assert.deepEqual(document.paths['/livez']?.['get']?.security, []);
  });
});
