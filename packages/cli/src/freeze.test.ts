import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';

import { type Run, runMain } from './testing/run-main.ts';

/** A program of nobody's package, in a session of its own, that does nothing. */
async function startStranger(t: TestContext): Promise<{ pid: number; state: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-freeze-'));
  const program = join(folder, 'stranger');
  await copyFile('/bin/sleep', program);
  const child = spawn(program, ['600'], { detached: true, stdio: 'ignore', cwd: '/' });
  t.after(async () => {
    child.kill();
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  });
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, state: join(folder, 'state') };
}

/** Of this machine, so it needs no host to be reached. */
async function freezeHere(pid: number, state: string, ...argv: string[]): Promise<Run> {
  const env = { XDG_STATE_HOME: state, PATH: process.env['PATH'] };
  return runMain(['freeze', '--pid', String(pid), ...argv], { cwd: '/', env });
}

describe('vedette freeze', () => {
  test('shows the plan and how to confirm it, and does nothing', async (t) => {
    const { pid, state } = await startStranger(t);
    const { exitCode, stdout } = await freezeHere(pid, state);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, new RegExp(`^process ${pid} on \\S+\\n  runs      \\S+/stranger 600\\n`));
    assert.match(
      stdout,
      /nothing was done; to do it:\n {2}vedette freeze --host \S+ --pid \d+ --confirm=/,
    );
    const json: unknown = JSON.parse((await freezeHere(pid, state, '--json')).stdout);
    assert.ok(typeof json === 'object' && json !== null && 'result' in json);
    assert.equal(json.result, null);
    await assert.rejects(readdir(state), { code: 'ENOENT' });
  });

  test('does nothing that was not confirmed as it is now', async (t) => {
    const { pid, state } = await startStranger(t);
    const { exitCode, stdout, stderr } = await freezeHere(pid, state, '--confirm=yes');
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(stderr, /not confirmed: .*\n {2}run it without --confirm to see the plan/);
    await assert.rejects(readdir(state), { code: 'ENOENT' });
  });

  test('refuses what the sweep itself runs under', async (t) => {
    const { state } = await startStranger(t);
    const { exitCode, stdout } = await freezeHere(process.pid, state, '--confirm=anything');
    assert.equal(exitCode, 4);
    assert.match(stdout, /^ {2}refused {3}own-/m);
    assert.match(stdout, /nothing was done, and nothing will be/);
  });
});
