import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { createSshTransport } from './ssh-transport.ts';
import { SSHD_MISSING, startTestSshd, type TestSshd } from './sshd-for-test.ts';
import {
  describeTransport,
  runScript,
  type TransportUnderTest,
  until,
} from './transport-contract.ts';
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

  it('shares one connection between runs, and leaves nothing when closed', () =>
    withTemporaryDir(sshd.dir, async () => {
      const transport = createSshTransport({ sshConfig: sshd.sshConfig });
      const under = { transport, target: aliasTarget('good') };
      const first = await connectionOf(under);
      const beside = await Promise.all([1, 2, 3].map(() => connectionOf(under)));
      assert.deepEqual(new Set([first, ...beside]), new Set([first]));
      assert.equal((await sharedConnections(sshd.dir)).length, 1);
      await transport.close();
      await until(async () => (await sharedConnections(sshd.dir)).length === 0);
      assert.deepEqual(
        (await readdir(sshd.dir)).filter((name) => name.startsWith('vedette-')),
        [],
      );
      await transport.close();
    }));

  it('ends the connection of a host that is released, and no other', () =>
    withTemporaryDir(sshd.dir, async () => {
      const transport = createSshTransport({ sshConfig: sshd.sshConfig });
      const released = { transport, target: aliasTarget('good') };
      const kept = { transport, target: aliasTarget('good-too') };
      const [first, second] = await Promise.all([connectionOf(released), connectionOf(kept)]);
      assert.equal((await sharedConnections(sshd.dir)).length, 2);
      await transport.release(released.target);
      await until(async () => (await sharedConnections(sshd.dir)).length === 1);
      assert.equal(await connectionOf(kept), second);
      assert.notEqual(await connectionOf(released), first);
      await transport.close();
    }));

  it('leaves no connection for more than some seconds when nobody ends it', () =>
    withTemporaryDir(sshd.dir, async () => {
      const transport = createSshTransport({ sshConfig: sshd.sshConfig });
      await connectionOf({ transport, target: aliasTarget('good') });
      assert.equal((await sharedConnections(sshd.dir)).length, 1);
      await until(async () => (await sharedConnections(sshd.dir)).length === 0);
      await transport.close();
    }));
});

/** Client's and server's address and port: the same for runs over one connection only. */
async function connectionOf(under: TransportUnderTest): Promise<string> {
  const { stdout } = await runScript(under, 'echo "$SSH_CONNECTION"\n');
  assert.match(stdout, /^\S+ \d+ \S+ \d+\n$/);
  return stdout;
}

/** Sockets below a directory of this test can be told from those of others. */
async function withTemporaryDir(dir: string, work: () => Promise<void>): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = dir;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Processes that name a control socket below a directory in their title. */
async function sharedConnections(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name));
  const titles = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')),
  );
  return titles.filter((title) => title.includes(`${dir}/vedette-`));
}
