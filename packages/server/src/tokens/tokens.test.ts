import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { type ErrorCodeName, VedetteError } from '@vedette/core';
import fc from 'fast-check';

import { openTokens } from './open-tokens.ts';
import type { TokenStore } from './token-store.ts';

const CHILD = join(import.meta.dirname, '../testing/tokens-child.ts');
const HOUR_MS = 3_600_000;
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-tokens-'));
  folders.push(folder);
  return join(folder, 'state', 'tokens.json');
}

function openAt(file: string, clock = { ms: 1_000 }): TokenStore {
  return openTokens({ file, nowMs: () => clock.ms });
}

function isError(code: ErrorCodeName): (error: unknown) => boolean {
  return (error) => error instanceof VedetteError && error.code === code;
}

test('a token names its organisation and scope, and is kept as a digest only', async () => {
  const file = newFile();
  const tokens = openAt(file);
  assert.deepEqual(await tokens.list(), []);
  const { token, info } = await tokens.create({ org: 'acme', name: 'web-1', scope: 'ingest' });
  assert.match(token, /^vdt_[0-9a-f]{12}_[\w-]{43}$/);
  const holder = { tokenId: info.id, name: 'web-1', org: 'acme', scope: 'ingest' };
  assert.deepEqual(tokens.authenticate(token), holder);
  assert.deepEqual(openAt(file).authenticate(token), holder);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const secret = token.slice(17);
  assert.equal(readFileSync(file, 'utf8').includes(secret), false);
  assert.equal(JSON.stringify(await tokens.list()).includes(secret), false);
  assert.equal('sha256' in ((await tokens.list())[0] ?? {}), false);
});

test("nobody's guess is somebody's token", async () => {
  const tokens = openAt(newFile());
  const { token } = await tokens.create({ org: 'acme', name: 'web-1', scope: 'view' });
  const near = fc.tuple(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1)),
        fc.nat(token.length - 1).map((length) => token.slice(0, length)),
        fc.constantFrom(`${token} `, ` ${token}`, `${token}\n`, token.toUpperCase()),
      ),
      (guess) => {
        assert.equal(tokens.authenticate(guess) === undefined, guess !== token);
      },
    ),
  );
});

test('what the command does holds for the server at once', async () => {
  const file = newFile();
  const server = openAt(file);
  const command = openAt(file);
  const a = await command.create({ org: 'acme', name: 'a', scope: 'ingest' });
  const b = await command.create({ org: 'other', name: 'b', scope: 'operate' });
  assert.equal(server.authenticate(a.token)?.org, 'acme');
  assert.deepEqual(
    (await server.list('other')).map(({ name }) => name),
    ['b'],
  );
  assert.equal((await command.revoke(a.info.id)).name, 'a');
  assert.equal(server.authenticate(a.token), undefined);
  assert.equal(server.authenticate(b.token)?.org, 'other');
  await assert.rejects(command.revoke(a.info.id), isError('token-unknown'));
  rmSync(file);
  assert.equal(server.authenticate(b.token), undefined);
});

test('a token may end', async () => {
  const clock = { ms: 1_000 };
  const tokens = openAt(newFile(), clock);
  const wanted = { org: 'acme', name: 'a', scope: 'ingest', expiresMs: 2_000 } as const;
  const { token } = await tokens.create(wanted);
  assert.equal(tokens.authenticate(token)?.name, 'a');
  clock.ms = 2_000;
  assert.equal(tokens.authenticate(token), undefined);
});

test('the last use is told at once and written now and then', async () => {
  const clock = { ms: HOUR_MS };
  const file = newFile();
  const tokens = openAt(file, clock);
  const { token, info } = await tokens.create({ org: 'acme', name: 'a', scope: 'ingest' });
  tokens.authenticate(token);
  assert.equal((await tokens.list())[0]?.lastUsedMs, HOUR_MS);
  assert.equal((await openAt(file).list())[0]?.lastUsedMs, null);
  await tokens.flush();
  assert.equal((await openAt(file).list())[0]?.lastUsedMs, HOUR_MS);
  clock.ms += 1_000;
  tokens.authenticate(token);
  await tokens.flush();
  assert.equal((await openAt(file).list())[0]?.lastUsedMs, HOUR_MS);
  clock.ms += HOUR_MS;
  tokens.authenticate(token);
  await openAt(file).revoke(info.id);
  await tokens.flush();
  assert.deepEqual(await tokens.list(), []);
});

test('a file that cannot be read is an error, and is never written over', async () => {
  const file = newFile();
  const tokens = openAt(file);
  const wanted = { org: 'acme', name: 'a', scope: 'ingest' } as const;
  const { token, info } = await tokens.create(wanted);
  const good = readFileSync(file, 'utf8');
  for (const text of [
    '',
    '{',
    '{}',
    good.replace('"version": 1', '"version": 2'),
    good.slice(0, -9),
  ]) {
    writeFileSync(file, text);
    assert.throws(() => openAt(file), isError('tokens-unreadable'));
    assert.throws(() => tokens.authenticate(token), isError('tokens-unreadable'));
    await assert.rejects(tokens.create(wanted), isError('tokens-unreadable'));
    await assert.rejects(tokens.revoke(info.id), isError('tokens-unreadable'));
    await assert.rejects(tokens.flush(), isError('tokens-unreadable'));
    assert.equal(readFileSync(file, 'utf8'), text);
  }
  writeFileSync(file, good);
  assert.equal(tokens.authenticate(token)?.name, 'a');
  chmodSync(file, 0o666);
  assert.throws(() => openAt(file), isError('tokens-unreadable'));
});

test('a name that would confuse a terminal, and a scope that is none, are refused', async () => {
  const tokens = openAt(newFile());
  const wanted = { org: 'acme', name: 'a', scope: 'ingest' } as const;
  for (const name of ['', 'a\u001b[2J', 'a\nb', ' a', 'x'.repeat(129)]) {
    await assert.rejects(tokens.create({ ...wanted, name }), isError('token-invalid'));
    await assert.rejects(tokens.create({ ...wanted, org: name }), isError('token-invalid'));
  }
  await assert.rejects(tokens.create({ ...wanted, expiresMs: -1 }), isError('token-invalid'));
});

test('commands at the same time lose none of the tokens', async () => {
  const file = newFile();
  await openAt(file).create({ org: 'acme', name: 'first', scope: 'view' });
  const children = [1, 2, 3].map((child) =>
    spawn(process.execPath, [CHILD, file, String(child), '20'], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(children.map((child) => once(child, 'exit')));
  assert.deepEqual(
    codes.map(([code]) => code as unknown),
    [0, 0, 0],
  );
  assert.equal((await openAt(file).list()).length, 61);
  const left = readdirSync(join(file, '..')).toSorted();
  assert.deepEqual(left, ['tokens.json', 'tokens.json.lock']);
});
