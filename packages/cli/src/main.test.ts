import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';

import { SweepReport } from '@vedette/sweep';

import { type Run, runMain } from './testing/run-main.ts';

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vedette-cli-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('the command', () => {
  test('says its version and its help on stdout', async () => {
    const version = await runMain(['--version']);
    assert.deepEqual([version.exitCode, version.stdout, version.stderr], [0, '0.1.0\n', '']);
    const { exitCode, stdout } = await runMain(['sweep', '--help']);
    assert.equal(exitCode, 0);
    assert.match(stdout, /Examples:/);
  });

  for (const argv of [
    [],
    ['swep'],
    ['sweep', '--bogus'],
    ['sweep', '--every', 'often'],
    ['sweep', '--every', '1s'],
    ['sweep', '--json', '--ndjson'],
    ['sweep', '--host'],
    ['checks', 'explain'],
    ['freeze'],
    ['freeze', '--pid', '0'],
    ['freeze', '--pid', '5000000'],
    ['thaw'],
    ['evidence', 'show'],
    ['evidence', 'show', 'E-20260101-00000000', '--item', 'exe', '--raw', '--json'],
    ['baseline', 'approve', 'x'],
  ]) {
    test(`usage error: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await runMain(argv, {
        env: { XDG_STATE_HOME: '/nonexistent' },
      });
      assert.equal(exitCode, 2);
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
    });
  }

  test('suggests what was meant', async () => {
    assert.match((await runMain(['swep'])).stderr, /Did you mean sweep\?/);
    const { stderr, exitCode } = await runMain(['checks', 'explain', 'deleted-ex']);
    assert.match(stderr, /no check named deleted-ex\n.*did you mean deleted-exe\?/);
    assert.equal(exitCode, 2);
  });

  test('explains a check', async () => {
    const { stdout } = await runMain(['checks', 'explain', 'deleted-exe']);
    assert.match(stdout, /^deleted-exe/);
    assert.match(stdout, /slam-dunk, critical: if deleted/);
    const listed: unknown = JSON.parse((await runMain(['checks', '--json'])).stdout);
    assert.ok(Array.isArray(listed) && listed.length > 0);
  });

  test('an internal error is short and exits with 70', async () => {
    const broken = () => {
      throw new Error('boom\u001b[2J');
    };
    const { exitCode, stderr } = await runMain(['sweep'], { onInterrupt: broken });
    assert.equal(exitCode, 70);
    assert.equal(
      stderr,
      'vedette: internal error: boom\\u{1b}[2J\n  please report it, with VEDETTE_DEBUG=1 set\n',
    );
  });
});

describe('config', () => {
  test('says what is right and what is wrong with the inventory', async (t) => {
    const cwd = await temporary(t);
    assert.match((await runMain(['config', 'check'], { cwd })).stdout, /no inventory: this host/);
    await writeFile(join(cwd, 'inventory.toml'), '[[host]]\nssh = "web-1"\n');
    assert.match((await runMain(['config', 'check'], { cwd })).stdout, /inventory\.toml · 1 host/);
    assert.match((await runMain(['config', 'show'], { cwd })).stdout, /host {2}web-1 {2}ssh=web-1/);
    await writeFile(join(cwd, 'inventory.toml'), '[[host]]\nshs = "web-1"\n');
    const wrong = await runMain(['config', 'check'], { cwd });
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /inventory\.toml:2: \[\[host\]\] shs: unknown key/);
  });
});

describe('sweep of this host', () => {
  const sweepHere = async (
    t: TestContext,
    argv: readonly string[],
  ): Promise<{ run: Run; again: (argv: readonly string[]) => Promise<Run> }> => {
    const cwd = await temporary(t);
    const here = { cwd, env: { XDG_STATE_HOME: join(cwd, 'state'), PATH: process.env['PATH'] } };
    const run = await runMain(argv, here);
    return { run, again: (next) => runMain(next, here) };
  };
  /** One cheap section, so that the test is about the command and not about this machine. */
  const only = ['sweep', '--only', 'at-job'];

  test('reports in JSON what its schema says', async (t) => {
    const { run } = await sweepHere(t, [...only, '--json']);
    const report = SweepReport.parse(JSON.parse(run.stdout));
    assert.equal(report.hosts.length, 1);
    assert.equal(report.hosts[0]?.checksAsked, 1);
    assert.equal(report.hosts[0]?.baseline.state, 'learning');
    assert.equal(run.stderr, '');
  });

  test('learns, then watches, and shows what it knows', async (t) => {
    const { run, again } = await sweepHere(t, only);
    assert.match(run.stdout, /^vedette sweep {2}1 host · armed=false\n/);
    assert.match(run.stdout, /learning what is normal/);
    assert.doesNotMatch((await again(only)).stdout, /learning/);
    assert.match((await again(['hosts'])).stdout, /this host/);
    assert.match((await again(['baseline', 'show'])).stdout, /0 approved/);
    assert.equal((await again(['findings', '--json'])).exitCode, 0);
    const unknown = await again(['baseline', 'forget', 'nobody']);
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /no host named nobody/);
  });

  test('says whether it is armed', async (t) => {
    const { run, again } = await sweepHere(t, [...only, '--armed', '--json']);
    assert.equal(run.stderr, '');
    assert.equal(SweepReport.parse(JSON.parse(run.stdout)).armed, true);
    assert.match((await again([...only, '--armed'])).stdout, /^vedette sweep .* armed=true\n/);
    assert.match((await again([...only, '--no-armed'])).stdout, /^vedette sweep .* armed=false\n/);
  });

  test('knows no host that is not in the inventory', async (t) => {
    const { run } = await sweepHere(t, ['sweep', '--host', 'nobody']);
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /no host named nobody in the inventory\n {2}known hosts: /);
  });

  test('shows progress on a terminal and leaves no trace of it', async (t) => {
    const cwd = await temporary(t);
    const env = { XDG_STATE_HOME: cwd, PATH: process.env['PATH'], TERM: 'xterm' };
    const { stdout, stderr } = await runMain(only, { cwd, env }, { columns: 80 });
    assert.match(stderr, /0\/1 hosts · \S/);
    assert.ok(stderr.endsWith('\r\u001b[K'));
    assert.ok(stdout.includes('\u001b['));
    const plain = await runMain([...only, '--no-color'], { cwd, env }, { columns: 80 });
    assert.ok(!plain.stdout.includes('\u001b'));
  });

  test('goes on with --every until it is interrupted, one line a round', async (t) => {
    const cwd = await temporary(t);
    let interrupt = (): void => assert.fail('nobody listens');
    const rounds: string[] = [];
    const run = runMain([...only, '--every', '10s', '--ndjson'], {
      cwd,
      env: { XDG_STATE_HOME: cwd, PATH: process.env['PATH'] },
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => undefined;
      },
      random: () => {
        // The pause begins: the round is complete.
        rounds.push('round');
        setImmediate(interrupt);
        return 0.5;
      },
    });
    const { exitCode, stdout } = await run;
    assert.equal(stdout.trim().split('\n').length, 1);
    assert.ok(exitCode === 0 || exitCode === 3 || exitCode === 1);
    assert.equal(rounds.length, 1);
  });

  test('ends at the second Ctrl-C with 130', async (t) => {
    const cwd = await temporary(t);
    const { exitCode, stdout } = await runMain([...only, '--json'], {
      cwd,
      env: { XDG_STATE_HOME: cwd, PATH: process.env['PATH'] },
      onInterrupt: (listener) => {
        listener();
        listener();
        return () => undefined;
      },
    });
    assert.equal(exitCode, 130);
    assert.equal(SweepReport.parse(JSON.parse(stdout)).aborted, true);
  });
});

describe('as a program', () => {
  const program = join(import.meta.dirname, 'vedette.ts');

  test('survives a reader that goes away', async () => {
    const child = spawn(process.execPath, [program, 'checks'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    await once(child, 'close');
    assert.equal(stderr, '');
  });

  test('is told at once what is wrong', async () => {
    const child = spawn(process.execPath, [program, 'sweep', '--bogus'], { stdio: 'ignore' });
    await once(child, 'exit');
    assert.equal(child.exitCode, 2);
  });
});
