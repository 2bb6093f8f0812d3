import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { childPath } from './testing/run-child.ts';
import { ID, sealContext, temporaryEvidence } from './testing/test-evidence.ts';

/** Lines after which the controller is killed, in the middle of whatever it does then. */
const KILLED_AFTER = [1, 2, 7, 16];

test('what was acknowledged is there after every kill', async (t) => {
  const { folder, store, log } = temporaryEvidence(t);
  let entries = 0;
  let items = 0;
  for (const lines of KILLED_AFTER) {
    const child = spawn(process.execPath, [childPath('write-until-killed'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [kind, count] = line.split(' ');
      if (kind === 'entry') entries = Number(count);
      else items = Number(count);
      seen += 1;
      if (seen === lines) child.kill('SIGKILL');
    }
    await closed;
    assert.ok((await log.entries()).length >= entries);
    const bundle = await store.reopen(ID);
    const whole = bundle.items().filter(({ status }) => status === 'whole');
    // The child counts what earlier kills cut short, at most one item each.
    assert.ok(whole.length >= items - KILLED_AFTER.indexOf(lines), `${whole.length} of ${items}`);
  }
  await (await store.reopen(ID)).seal(sealContext());
  assert.deepEqual(await store.verify(ID), []);
  const problems = (await log.verify()).filter(({ problem }) => !problem.includes('no end'));
  assert.deepEqual(problems, []);
});
