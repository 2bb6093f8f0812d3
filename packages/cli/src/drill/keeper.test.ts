import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { KEEPER_SCRIPT, startKeeper } from './keeper.ts';

const LOOK_EVERY_MS = 10;

function folder(): string {
  return mkdtempSync(join(tmpdir(), "vedette keeper's "));
}

async function sleeper() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  return { group: child.pid ?? 0, ended: once(child, 'exit') };
}

test('what it was told of is ended and taken away; what was dropped is left alone', async () => {
  const mine = await sleeper();
  const other = await sleeper();
  const kept = folder();
  mkdirSync(join(kept, 'more'));
  writeFileSync(join(kept, 'more', 'file'), '');
  const keeper = startKeeper({ folder: kept, cgroup: null });
  keeper.add(other.group);
  keeper.add(mine.group);
  keeper.drop(other.group);
  await keeper.close();
  await keeper.close();
  assert.deepEqual(await mine.ended, [null, 'SIGKILL']);
  assert.equal(existsSync(kept), false);
  process.kill(other.group, 'SIGTERM');
  assert.deepEqual(await other.ended, [null, 'SIGTERM']);
});

test('it cleans up when who started it is killed', async () => {
  const mine = await sleeper();
  const kept = folder();
  const source = `
    const { startKeeper } = await import(${JSON.stringify(join(import.meta.dirname, 'keeper.ts'))});
    startKeeper({ folder: process.argv[1], cgroup: null }).add(Number(process.argv[2]));
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200);
    setInterval(() => {}, 1000);`;
  const args = ['--input-type=module', '-e', source, kept, String(mine.group)];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
  assert.deepEqual(await mine.ended, [null, 'SIGKILL']);
  while (existsSync(kept)) await delay(LOOK_EVERY_MS);
});

for (const [shell, ...args] of [['dash'], ['bash', '--posix'], ['busybox', 'ash']] as const) {
  test(`the script works in ${shell}`, async (t) => {
    if (spawnSync(shell, [...args, '-c', 'exit 0']).status !== 0) {
      t.skip(`needs ${shell}`);
      return;
    }
    const mine = await sleeper();
    const kept = folder();
    const input = `add 999999999\nadd ${mine.group}\ndrop 999999999\n`;
    const run = spawnSync(shell, [...args, '-c', KEEPER_SCRIPT, 'sh', kept, ''], { input });
    assert.equal(String(run.stderr), '');
    assert.deepEqual(await mine.ended, [null, 'SIGKILL']);
    assert.equal(existsSync(kept), false);
  });
}
