import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import type { HostTarget } from '../inventory/host-target.ts';
import type { Transport, TransportOutcome, TransportRequest } from './transport.ts';

/** One transport to hold to the contract of the port. */
export interface TransportUnderTest {
  readonly transport: Transport;
  readonly target: HostTarget;
}

const CONDITION_TIMEOUT_MS = 10_000;
const LARGE_SCRIPT_BYTES = 300_000;

/** What every transport must do, whatever carries the script. */
export function describeTransport(options: {
  readonly name: string;
  readonly skip: string | false;
  readonly start: () => Promise<TransportUnderTest>;
  readonly stop: () => Promise<void>;
}): void {
  describe(options.name, { skip: options.skip }, () => {
    let under: TransportUnderTest;
    before(async () => {
      under = await options.start();
    });
    after(options.stop);

    const run = (script: string, own: Partial<TransportRequest> = {}) =>
      runScript(under, script, own);

    it('gives stdout as it comes and the exit code', async () => {
      const { outcome, stdout } = await run('echo one; echo two; exit 7\n');
      assert.deepEqual(outcome, { kind: 'ended', exitCode: 7, stderrTail: '' });
      assert.equal(stdout, 'one\ntwo\n');
    });

    it('keeps the end of a long stderr', async () => {
      const script =
        'i=0; while [ $i -lt 3000 ]; do echo "line $i" >&2; i=$((i+1)); done; echo ok\n';
      const { outcome } = await run(script);
      assert.equal(outcome.kind, 'ended');
      assert.ok(outcome.kind === 'ended' && outcome.stderrTail.endsWith('line 2999\n'));
      assert.ok(outcome.kind === 'ended' && outcome.stderrTail.length <= 4_096);
    });

    it('sends a large script whole', async () => {
      const script = `f() {\n${': filler\n'.repeat(LARGE_SCRIPT_BYTES / 9)}echo whole\n}\nf </dev/null\n`;
      assert.equal((await run(script)).stdout, 'whole\n');
    });

    it('does not mind a shell that ends before it has read its script', async () => {
      const { outcome } = await run(
        `echo bye; exit 3\n${': filler\n'.repeat(LARGE_SCRIPT_BYTES / 9)}`,
      );
      assert.deepEqual(outcome, { kind: 'ended', exitCode: 3, stderrTail: '' });
    });

    it('runs in a shell of its own process group, without a terminal', async () => {
      const { stdout } = await run(
        'read -r stat </proc/$$/stat; set -- ${stat##*) }; echo $3 $$ $5\n',
      );
      const [group, pid, tty] = stdout.trim().split(' ');
      assert.equal(group, pid);
      assert.equal(tty, '0');
    });

    it('takes no more bytes than it may', async () => {
      const { outcome, stdout } = await run('while :; do echo 0123456789; done\n', {
        maxBytes: 10_000,
      });
      assert.deepEqual(outcome, { kind: 'flooded' });
      assert.equal(stdout.length, 10_000);
    });

    it('ends when the taker wants no more', async () => {
      const { outcome } = await run('while :; do echo 0123456789; done\n', {
        onChunk: () => false,
      });
      assert.deepEqual(outcome, { kind: 'flooded' });
    });

    it('ends a host that says nothing', async () => {
      const { outcome } = await run('sleep 30\n', { silenceMs: 700 });
      assert.deepEqual(outcome, { kind: 'silent' });
    });

    it('ends a host that does not come to an end', async () => {
      const script = 'while echo tick; do sleep 0.05; done\n';
      const { outcome, stdout } = await run(script, { timeoutMs: 3_000 });
      assert.deepEqual(outcome, { kind: 'timed-out' });
      assert.match(stdout, /^tick\n/);
    });

    it('ends one whose child holds its output', async () => {
      const { outcome } = await run('sleep 30 & echo started\n', { timeoutMs: 1_500 });
      assert.ok(outcome.kind === 'timed-out' || outcome.kind === 'ended');
    });

    it('ends a running script on abort, on the host as well', async () => {
      const aborting = new AbortController();
      let pid = 0;
      const { outcome } = await run('echo $$; while echo tick; do sleep 0.05; done\n', {
        signal: aborting.signal,
        onChunk: (chunk) => {
          pid ||= Number(Buffer.from(chunk).toString('latin1').split('\n')[0]);
          aborting.abort();
          return true;
        },
      });
      assert.deepEqual(outcome, { kind: 'aborted' });
      await until(() => !isRunning(pid));
    });

    it('runs again on a host that was released', async () => {
      for (const word of ['one', 'two', 'three']) {
        assert.equal((await run(`echo ${word}\n`)).stdout, `${word}\n`);
        await under.transport.release(under.target);
      }
      await under.transport.release(under.target);
    });

    it('does not end a running script when its host is released', async () => {
      const script = 'for i in 1 2 3 4 5; do echo tick; sleep 0.05; done; echo whole\n';
      const releases: Promise<void>[] = [];
      const { outcome, stdout } = await run(script, {
        onChunk: () => {
          releases.push(under.transport.release(under.target));
          return true;
        },
      });
      await Promise.all(releases);
      assert.deepEqual(outcome, { kind: 'ended', exitCode: 0, stderrTail: '' });
      assert.match(stdout, /whole\n$/);
    });

    it('starts nothing for a caller that has given up', async () => {
      const { outcome, stdout } = await run('echo no\n', { signal: AbortSignal.abort() });
      assert.deepEqual(outcome, { kind: 'aborted' });
      assert.equal(stdout, '');
    });
  });
}

/** Runs a script and collects what it prints. */
export async function runScript(
  { transport, target }: TransportUnderTest,
  script: string,
  own: Partial<TransportRequest> = {},
): Promise<{ readonly outcome: TransportOutcome; readonly stdout: string }> {
  const chunks: Buffer[] = [];
  const outcome = await transport.run({
    target,
    script: [Buffer.from(script)],
    signal: new AbortController().signal,
    timeoutMs: 20_000,
    maxBytes: 1_000_000,
    ...own,
    onChunk: (chunk) => {
      chunks.push(Buffer.from(chunk));
      return own.onChunk?.(chunk) ?? true;
    },
  });
  return { outcome, stdout: Buffer.concat(chunks).toString('utf8') };
}

/** Waits until something holds, and fails if it does not come to hold. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + CONDITION_TIMEOUT_MS;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, 'the condition did not come to hold');
    await delay(20);
  }
}

/** Whether a process still runs; one that only waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
