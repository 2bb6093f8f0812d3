import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';

import { escapeText } from '@vedette/core';
import { stateFolder } from '@vedette/sweep';

import { keepEvidence } from './testing/keep-evidence.ts';
import { type Run, runMain } from './testing/run-main.ts';

const ID = 'E-20260101-0123abcd';
const PROGRAM = '\u007fELF\0\0a\u0000';
const ITEMS = [
  { name: 'exe', text: PROGRAM },
  { name: 'environ', text: 'PATH=/bin\0DB_PASSWORD=hunter2\0EVIL=\u001b[2J\0' },
  { name: 'maps', text: '55d0-55d1 r-xp\n\u202e\n' },
];

/** A place with one sealed containment in it. */
async function kept(
  t: TestContext,
): Promise<{ vedette: (...argv: string[]) => Promise<Run>; bundle: string; cwd: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'vedette-evidence-'));
  const env = { XDG_STATE_HOME: join(cwd, 'state') };
  const bundle = join(stateFolder(env), 'evidence', ID);
  t.after(async () => {
    // Sealed evidence is read-only, folders included.
    for (const folder of [bundle, join(bundle, 'items')]) await chmod(folder, 0o700);
    await rm(cwd, { recursive: true, force: true });
  });
  await keepEvidence(env, ID, ITEMS);
  return { vedette: (...argv) => runMain(argv, { cwd, env }), bundle, cwd };
}

function assertInert(text: string): void {
  for (const line of text.split('\n')) assert.equal(escapeText(line, line.length), line);
}

describe('vedette evidence', () => {
  test('lists what was contained', async (t) => {
    const { vedette } = await kept(t);
    const { stdout, exitCode } = await vedette('evidence', 'list');
    assert.equal(exitCode, 0);
    assert.match(stdout, /^E-20260101-0123abcd .* web-1 .* sealed: 3 items .*\.\/x\\u\{1b\}\[2J/);
    const listed: unknown = JSON.parse((await vedette('evidence', 'list', '--json')).stdout);
    const line = {
      id: ID,
      at: '2026-01-01T00:00:00.000Z',
      host: 'web-1',
      state: 'frozen',
      what: './x\u001b[2J (deleted)',
      items: 3,
      bytes: ITEMS.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      evidence: 'sealed',
      finding: 'F-0123456789',
    };
    assert.deepEqual(listed, [line]);
    const elsewhere = await vedette('evidence', 'list', '--host', 'db-1');
    assert.equal(elsewhere.stdout, 'nothing was contained\n');
  });

  test('shows a bundle without its secrets and without its tricks', async (t) => {
    const { vedette } = await kept(t);
    const { stdout } = await vedette('evidence', 'show', ID);
    assertInert(stdout);
    assert.match(stdout, /^ {2}DB_PASSWORD=\[redacted 7 chars\]$/m);
    assert.match(stdout, /planned by sweep: F-0123456789 deleted-exe; cgroup2, 1 process$/m);
    assert.match(stdout, /^ {2}exe +8 B +whole +\/proc\/4242\/exe/m);
    const json = await vedette('evidence', 'show', ID, '--json');
    assertInert(json.stdout);
    assert.doesNotMatch(json.stdout, /hunter2/);
  });

  test('shows an item as text, or writes it as it is', async (t) => {
    const { vedette } = await kept(t);
    const show = (...argv: string[]) => vedette('evidence', 'show', ID, '--item', ...argv);
    assert.equal((await show('maps')).stdout, '55d0-55d1 r-xp\n\\u{202e}\n');
    assert.match((await show('exe')).stdout, /^exe is no text: 8 B, sha256 [0-9a-f]{64}\n/);
    assert.deepEqual((await show('exe', '--raw')).bytes, Buffer.from(PROGRAM));
    assert.match((await show('environ', '--raw')).stdout, /hunter2/);
    const unknown = await show('nothing');
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /there are: exe, environ, maps/);
    assert.equal((await vedette('evidence', 'show', ID, '--raw')).exitCode, 2);
  });

  test('writes nothing to a terminal as it is', async (t) => {
    const { cwd } = await kept(t);
    const env = { XDG_STATE_HOME: join(cwd, 'state') };
    const argv = ['evidence', 'show', ID, '--item', 'environ', '--raw'];
    const { stdout, stderr, exitCode } = await runMain(argv, { env }, { columns: 80 });
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /goes to no terminal/);
  });

  test('finds a changed byte', async (t) => {
    const { vedette, bundle } = await kept(t);
    assert.match((await vedette('evidence', 'verify')).stdout, /^✓ 1 bundle and the log/);
    assert.equal((await vedette('evidence', 'verify', ID)).exitCode, 0);
    const items = join(bundle, 'items');
    const [exe = ''] = await readdir(items);
    await chmod(join(items, exe), 0o600);
    await writeFile(join(items, exe), PROGRAM.replace('a', 'b'));
    const { exitCode, stdout } = await vedette('evidence', 'verify');
    assert.equal(exitCode, 1);
    assert.match(stdout, /exe/);
    assert.match(stdout, /evidence-altered/);
    const json: unknown = JSON.parse((await vedette('evidence', 'verify', ID, '--json')).stdout);
    assert.ok(typeof json === 'object' && json !== null && 'ok' in json && json.ok === false);
  });

  test('exports one archive, and replaces nothing', async (t) => {
    const { vedette, cwd } = await kept(t);
    assert.equal((await vedette('evidence', 'export', ID)).exitCode, 0);
    assert.ok((await stat(join(cwd, `${ID}.tar.gz`))).size > 0);
    assert.equal((await vedette('evidence', 'export', ID)).exitCode, 2);
    assert.equal((await vedette('evidence', 'export', ID, 'other.tgz', '--json')).exitCode, 0);
  });

  test('prints the log', async (t) => {
    const { vedette } = await kept(t);
    const { stdout } = await vedette('evidence', 'log');
    assert.equal(stdout.trim().split('\n').length, 5);
    assert.match(stdout, /web-1 .* ann .* its program was saved: 5 B\n/);
    const entries: unknown = JSON.parse((await vedette('evidence', 'log', '--json')).stdout);
    assert.ok(Array.isArray(entries) && entries.length === 5);
  });

  test('knows no evidence that is not there, and no path', async (t) => {
    const { vedette } = await kept(t);
    for (const id of ['E-20260101-00000000', '../../etc', 'E-1']) {
      for (const command of ['show', 'verify', 'export']) {
        const { exitCode, stderr } = await vedette('evidence', command, id);
        assert.equal(exitCode, 2);
        assert.match(stderr, /^vedette: no evidence /);
      }
    }
  });

  test('has nothing to show where nothing was ever contained', async (t) => {
    const cwd = await mkdtemp(join(tmpdir(), 'vedette-evidence-'));
    t.after(() => rm(cwd, { recursive: true, force: true }));
    const env = { XDG_STATE_HOME: cwd };
    const shown: Run[] = [];
    for (const word of ['list', 'log', 'verify'])
      shown.push(await runMain(['evidence', word], { env }));
    assert.deepEqual(
      shown.map(({ exitCode }) => exitCode),
      [0, 0, 0],
    );
    assert.deepEqual(await readdir(cwd), []);
  });
});

describe('vedette thaw', () => {
  test('knows only what was contained', async (t) => {
    const { vedette } = await kept(t);
    const unknown = await vedette('thaw', 'E-20260101-00000000');
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /no containment E-20260101-00000000/);
    assert.equal((await vedette('thaw')).exitCode, 2);
    assert.equal((await vedette('thaw', ID, '--all')).exitCode, 2);
  });

  test('says that the host of a containment is not in the inventory', async (t) => {
    const { vedette } = await kept(t);
    const { exitCode, stdout } = await vedette('thaw', ID);
    assert.equal(exitCode, 4);
    assert.match(stdout, /✗ E-20260101-0123abcd {2}web-1 {2}not put back: its host is not in/);
    assert.match(stdout, /vedette thaw E-20260101-0123abcd/);
  });

  test('has nothing to do where nothing is frozen', async (t) => {
    const cwd = await mkdtemp(join(tmpdir(), 'vedette-thaw-'));
    t.after(() => rm(cwd, { recursive: true, force: true }));
    const run = await runMain(['thaw', '--all'], { cwd, env: { XDG_STATE_HOME: cwd } });
    assert.deepEqual([run.exitCode, run.stdout], [0, 'nothing is frozen\n']);
  });
});
