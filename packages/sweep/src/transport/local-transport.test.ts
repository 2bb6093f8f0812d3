import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createLocalTransport } from './local-transport.ts';
import { describeTransport, isRunning, runScript, until } from './transport-contract.ts';

const target = { name: 'here', ssh: null, note: '', tags: [], sudo: false };

describeTransport({
  name: 'local transport',
  skip: false,
  start: async () => ({ transport: createLocalTransport(), target }),
  stop: async () => {},
});

describe('local transport', () => {
  it('gives the shell nothing of this environment', async () => {
    const transport = createLocalTransport({ env: { VEDETTE_PROC: '/fixture' } });
    const { stdout } = await runScript({ transport, target }, 'exec /usr/bin/env\n');
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0] ?? '')
      .filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name));
    assert.deepEqual(names.toSorted(), ['LC_ALL', 'PATH', 'VEDETTE_PROC']);
  });

  it('ends the children that a script leaves in its group', async () => {
    let child = 0;
    const { outcome } = await runScript(
      { transport: createLocalTransport(), target },
      'sleep 30 & echo $!; wait\n',
      {
        timeoutMs: 500,
        onChunk: (chunk) => {
          child = Number(Buffer.from(chunk).toString('latin1'));
          return true;
        },
      },
    );
    assert.deepEqual(outcome, { kind: 'timed-out' });
    assert.ok(child > 0);
    await until(() => !isRunning(child));
  });

  it('says so when there is no shell', async () => {
    const transport = createLocalTransport({ shell: ['/nonexistent/sh', '-s'] });
    const { outcome } = await runScript({ transport, target }, 'echo\n');
    assert.equal(outcome.kind === 'unreachable' && outcome.reason, 'other');
  });
});
