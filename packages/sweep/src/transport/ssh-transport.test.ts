import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { createSshTransport } from './ssh-transport.ts';
import { SSHD_MISSING, startTestSshd, type TestSshd } from './sshd-for-test.ts';
import { describeTransport, runScript, until } from './transport-contract.ts';
import type { Transport, UnreachableReason } from './transport.ts';

const aliasTarget = (ssh: string, sudo = false) => ({ name: ssh, ssh, note: '', tags: [], sudo });

let shared: { readonly sshd: TestSshd; readonly transport: Transport } | undefined;
describeTransport({
  name: 'ssh transport',
  skip: SSHD_MISSING,
  start: async () => {
    const sshd = await startTestSshd();
    const transport = createSshTransport({ sshConfig: sshd.sshConfig });
    shared = { sshd, transport };
    return { transport, target: aliasTarget('good') };
  },
  stop: async () => {
    await shared?.transport.close();
    await shared?.sshd.close();
  },
});

describe('ssh transport, its own', { skip: SSHD_MISSING }, () => {
  let sshd: TestSshd;
  before(async () => {
    sshd = await startTestSshd();
  });
  after(() => sshd.close());

  const reasonOf = async (alias: string): Promise<string> => {
    const transport = createSshTransport({ sshConfig: sshd.sshConfig });
    const { outcome } = await runScript({ transport, target: aliasTarget(alias) }, 'echo\n');
    await transport.close();
    assert.equal(outcome.kind, 'unreachable');
    assert.ok(outcome.kind === 'unreachable' && outcome.message !== '' && outcome.hint !== '');
    return outcome.kind === 'unreachable' ? outcome.reason : '';
  };

  const failures: readonly (readonly [string, UnreachableReason])[] = [
    ['refused', 'refused'],
    ['unresolvable', 'resolve'],
    ['unknown-key', 'host-key'],
    ['changed-key', 'host-key'],
    ['no-auth', 'auth'],
  ];
  for (const [alias, reason] of failures) {
    it(`${alias}: unreachable for the reason ${reason}`, async () => {
      assert.equal(await reasonOf(alias), reason);
    });
  }

  it('times out on a server that accepts and says nothing', async () => {
    const transport = createSshTransport({ sshConfig: sshd.sshConfig });
    const target = aliasTarget('mute');
    const { outcome } = await runScript({ transport, target }, 'echo\n', { timeoutMs: 600 });
    await transport.close();
    assert.deepEqual(outcome, { kind: 'timed-out' });
  });

  it('says that ssh is missing', async () => {
    const transport = createSshTransport({ ssh: '/nonexistent/ssh' });
    const { outcome } = await runScript({ transport, target: aliasTarget('good') }, 'echo\n');
    await transport.close();
    assert.equal(outcome.kind === 'unreachable' && outcome.reason, 'ssh-missing');
  });

  it('does not lend the connection of one alias to another', async () => {
    const transport = createSshTransport({ sshConfig: sshd.sshConfig });
    const kindOf = async (alias: string): Promise<string> =>
      (await runScript({ transport, target: aliasTarget(alias) }, 'echo\n')).outcome.kind;
    assert.equal(await kindOf('good'), 'ended');
    assert.equal(await kindOf('no-auth'), 'unreachable');
    await transport.close();
  });

  it('carries more runs at once than one connection has sessions', async () => {
    const transport = createSshTransport({ sshConfig: sshd.sshConfig });
    const under = { transport, target: aliasTarget('good') };
    const runs = await Promise.all(Array.from({ length: 16 }, () => runScript(under, 'echo ok\n')));
    await transport.close();
    assert.deepEqual(new Set(runs.map(({ stdout }) => stdout)), new Set(['ok\n']));
  });

  it('runs beside others over one shared connection, and leaves nothing when closed', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = sshd.dir;
    try {
      const transport = createSshTransport({ sshConfig: sshd.sshConfig });
      const under = { transport, target: aliasTarget('good') };
      await runScript(under, 'echo first\n');
      const connection = 'echo "$SSH_CONNECTION"\n';
      const runs = await Promise.all([1, 2, 3].map(() => runScript(under, connection)));
      assert.equal(new Set(runs.map(({ stdout }) => stdout)).size, 1);
      assert.equal((await sharedConnections(sshd.dir)).length, 1);
      await transport.close();
      await until(async () => (await sharedConnections(sshd.dir)).length === 0);
      assert.deepEqual(
        (await readdir(sshd.dir)).filter((name) => name.startsWith('vedette-')),
        [],
      );
      await transport.close();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });
});

/** Processes that name a control socket below a directory in their title. */
async function sharedConnections(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const titles = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')),
  );
  return titles.filter((title) => title.includes(`${dir}/vedette-`));
}
