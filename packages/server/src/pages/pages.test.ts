import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { Problem } from '../api/problem.ts';
import { startApi, type TestApi } from '../api/testing/start-api.ts';
import { type Page, pageAt } from './page-at.ts';
import { readPages } from './read-pages.ts';

const INDEX = '<!doctype html><title>Vedette</title><script src="/assets/a-1.js"></script>';
const SCRIPT = 'document.title = "here"';
const SECRET = 'a secret of the machine';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const NOBODY = { authorization: '' };

const root = mkdtempSync(join(tmpdir(), 'vedette-pages-'));
const folder = join(root, 'dist');
let api: TestApi;

before(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(root, 'secret.txt'), SECRET);
  writeFileSync(join(folder, 'index.html'), INDEX);
  writeFileSync(join(folder, 'assets/a-1.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/a-1.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(folder, 'assets/a-1.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, '.env'), SECRET);
  writeFileSync(join(folder, '.git/config'), SECRET);
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(root, join(folder, 'up'));
  const { table, leftOut } = await readPages(folder);
  assert.equal(leftOut, 4);
  api = await startApi({}, { pages: table });
});
after(async () => {
  await api[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

/** A request line as it is, which no client would send; all that comes back. */
async function sendRaw(path: string, host = '127.0.0.1'): Promise<string> {
  const socket = connect(api.port, '127.0.0.1');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
  );
  return text(socket);
}

describe('pages', () => {
  test('anybody gets the page, with what it may do', async () => {
    for (const path of ['/', '/login', '/findings/x-0123456789ab', '/index.html', '/?x=1']) {
      const answer = await api.get(path, { headers: { ...HTML, ...NOBODY } });
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
      assert.equal(await answer.text(), INDEX);
      const policy = answer.headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        assert.ok(policy.split('; ').includes(part), part);
      }
      assert.ok(!policy.includes('unsafe'));
      assert.deepEqual(
        [
          ...['referrer-policy', 'x-content-type-options', 'cross-origin-opener-policy'],
          'cross-origin-resource-policy',
        ].map((name) => answer.headers.get(name)),
        ['no-referrer', 'nosniff', 'same-origin', 'same-origin'],
      );
      assert.match(answer.headers.get('permissions-policy') ?? '', /camera=\(\)/);
    }
  });

  test('a file with its digest in its name is kept for good, compressed as can be read', async () => {
    for (const [accept, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['identity', null],
    ] as const) {
      const headers = { ...NOBODY, 'accept-encoding': accept };
      const answer = await api.get('/assets/a-1.js', { headers });
      assert.equal(answer.headers.get('content-encoding'), encoding, accept);
      assert.equal(answer.headers.get('content-type'), 'text/javascript; charset=utf-8');
      assert.match(answer.headers.get('cache-control') ?? '', /max-age=31536000, immutable/);
      assert.equal(answer.headers.get('vary'), 'accept-encoding');
      assert.equal(await answer.text(), SCRIPT);
      assert.match(answer.headers.get('content-security-policy') ?? '', /script-src 'self'/);
    }
    const etag = (await api.get('/')).headers.get('etag') ?? '';
    const again = await api.get('/', { headers: { ...HTML, 'if-none-match': etag } });
    assert.deepEqual([again.status, await again.text()], [304, '']);
    const head = await api.get('/favicon.svg', { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, '6']);
  });

  test('paths of programs stay theirs', async () => {
    for (const path of [
      '/v1/nothing',
      '/v1',
      '/otlp/x',
      '/telemetry/x',
      '/livez/x',
      '/assets/b.js',
    ]) {
      const answer = await api.get(path, { headers: HTML });
      assert.equal(answer.status, 404, path);
      assert.equal(Problem.parse(await answer.json()).code, 'route-unknown');
    }
    assert.equal((await api.get('/favicon.png')).status, 404);
    assert.equal((await api.get('/', { method: 'POST' })).status, 404);
    assert.equal((await api.get('/v1/findings', { headers: { ...HTML, ...NOBODY } })).status, 401);
  });

  test('nothing outside the folder, hidden or linked is ever sent', async () => {
    for (const path of [
      ...['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt'],
      ...['/..%2fsecret.txt', '/..%5csecret.txt', '/assets/..%252f..%252fsecret.txt'],
      ...['/link.txt', '/up/secret.txt', '/.env', '/.git/config', '/%2eenv', '/.env%00.js'],
      ...[
        '/secret.txt%00',
        '/%00',
        '//secret.txt',
        `/${root}/secret.txt`,
        '/%zz',
        '/%c0%ae%c0%ae/',
      ],
    ]) {
      const answer = await sendRaw(path);
      assert.ok(!answer.includes(SECRET), path);
      const status = Number(answer.split(' ')[1]);
      assert.ok(status === 400 || status === 404 || answer.includes(INDEX), `${path}: ${answer}`);
    }
    for (const path of ['/.env', '/.git/config', '/%2eenv', '/..%2fsecret.txt', '/../secret.txt']) {
      assert.match(await sendRaw(path), /^HTTP\/1\.1 404 /, path);
    }
  });

  test('whatever is asked for, only what was read at the start is sent', async () => {
    const { table } = await readPages(folder);
    const known = new Set(table.values());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const page: Page = pageAt(table, { method: 'GET', url: `/${path}`, headers: HTML });
        assert.ok(page.kind !== 'page' || known.has(page.file));
      }),
    );
  });

  test('not by a name that is not this server’s', async () => {
    assert.match(await sendRaw('/', 'evil.example'), /^HTTP\/1\.1 421 /);
  });
});

test('without pages the root says how to get them', async () => {
  await using bare = await startApi();
  for (const path of ['/', '/login']) {
    const answer = await bare.get(path, { headers: HTML });
    const { code, hint, status } = Problem.parse(await answer.json());
    assert.deepEqual([status, code], [404, 'pages-missing']);
    assert.match(hint, /vedette up/);
  }
});

test('a folder without a page is refused, and so is one that is not there', async () => {
  for (const wrong of [join(folder, 'assets'), join(folder, 'nothing')]) {
    await assert.rejects(
      readPages(wrong),
      (error: unknown) => error instanceof VedetteError && error.code === 'pages-unusable',
    );
  }
});
