import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import type { HostTarget } from '../inventory/host-target.ts';
import { createLocalTransport } from '../transport/local-transport.ts';
import { createSshTransport } from '../transport/ssh-transport.ts';
import { SSHD_MISSING, startTestSshd, type TestSshd } from '../transport/sshd-for-test.ts';
import type { Transport } from '../transport/transport.ts';
import { systemClock } from './clock.ts';
import type { HostSweep } from './host-sweep.ts';
import { probeSeconds } from './probe-seconds.ts';
import { type FleetSweepRequest, sweepFleet } from './sweep-fleet.ts';

const SETTINGS = { concurrency: 2, sshTimeoutSecs: 20, totalTimeoutSecs: null, jitterSecs: 0 };
const NEVER = new AbortController().signal;

const here = (name: string, ssh: string | null = null): HostTarget => ({
  name,
  ssh,
  note: '',
  tags: [],
  sudo: false,
});
const fleet = (count: number): HostTarget[] =>
  Array.from({ length: count }, (_, index) => here(`host-${index}`));

/** A host that is played by a shell command, which gets the probe on stdin. */
const played = (command: string): Transport =>
  createLocalTransport({ shell: ['sh', '-c', command] });

function sweep(own: Partial<FleetSweepRequest<HostSweep>> & { local?: Transport }) {
  const { local = createLocalTransport(), ...request } = own;
  return sweepFleet<HostSweep>({
    targets: fleet(1),
    settings: SETTINGS,
    checks: [],
    evidenceCodes: new Set(),
    transports: { ssh: local, local },
    clock: systemClock,
    random: () => 0.5,
    stop: NEVER,
    abort: NEVER,
    consume: (sweep) => sweep,
    ...request,
  });
}

const FRAMES_WITHOUT_END = `n=$(sed -n 's/^NONCE=//p'); awk -v n="$n" 'BEGIN {
  for (p = "x"; length(p) < 4000;) p = p p
  p = "gap a=" substr(p, 1, 4000)
  for (;;) printf "@%s host %d %d %s\\n", n, seq++, length(p), p
}'`;

const kindsOf = (sweeps: readonly HostSweep[]): string[] =>
  sweeps.map(({ outcome }) =>
    outcome.kind === 'not-started' ? `${outcome.kind} ${outcome.reason}` : outcome.kind,
  );

describe('sweepFleet', () => {
  it('sweeps this host with the real probe', async () => {
    const [only] = await sweep({});
    assert.deepEqual(only?.outcome, { kind: 'ended', exitCode: 0, stderrTail: '' });
    assert.equal(only.whole, true);
    assert.deepEqual([...only.sections], [['host', 'complete']]);
    assert.ok((only.host?.uptimeSecs ?? 0) > 0);
    assert.ok(only.bytesSent > 1_000 && only.bytesReceived > 100);
  });

  it('keeps the order of the targets and the bound on concurrency', async () => {
    let running = 0;
    let most = 0;
    const sweeps = await sweep({
      targets: fleet(6),
      settings: { ...SETTINGS, jitterSecs: 0.02 },
      onEvent: ({ kind }) => {
        running += kind === 'host-started' ? 1 : -1;
        most = Math.max(most, running);
      },
    });
    assert.deepEqual(
      sweeps.map(({ target }) => target.name),
      fleet(6).map(({ name }) => name),
    );
    assert.equal(most, 2);
  });

  it('gives every host a nonce of its own', async () => {
    const nonces = new Set<string>();
    const local = createLocalTransport();
    const listening: Transport = {
      run: (request) => {
        nonces.add(
          /^NONCE=([0-9a-f]+)$/m.exec(Buffer.concat(request.script).toString())?.[1] ?? '',
        );
        return local.run(request);
      },
      release: local.release,
      close: local.close,
    };
    await sweep({ targets: fleet(4), local: listening });
    assert.equal(nonces.size, 4);
  });

  it('finishes what runs on stop, and starts nothing more', async () => {
    const stopping = new AbortController();
    const sweeps = await sweep({
      targets: fleet(4),
      settings: { ...SETTINGS, concurrency: 1 },
      stop: stopping.signal,
      onEvent: ({ kind }) => {
        if (kind === 'host-started') stopping.abort();
      },
    });
    assert.deepEqual(kindsOf(sweeps), [
      'ended',
      'not-started stopped',
      'not-started stopped',
      'not-started stopped',
    ]);
    assert.equal(sweeps[0]?.whole, true);
  });

  it('ends what runs on abort', async () => {
    const aborting = new AbortController();
    const sweeps = await sweep({
      targets: fleet(3),
      local: played('sleep 30'),
      abort: aborting.signal,
      onEvent: ({ kind, target }) => {
        if (kind === 'host-started' && target.name === 'host-1') aborting.abort();
      },
    });
    assert.deepEqual(kindsOf(sweeps), ['aborted', 'aborted', 'not-started aborted']);
  });

  it('ends at the total time-out', async () => {
    const sweeps = await sweep({
      targets: fleet(3),
      settings: { ...SETTINGS, totalTimeoutSecs: 0.4 },
      local: played('sleep 30'),
    });
    assert.deepEqual(kindsOf(sweeps), ['timed-out', 'timed-out', 'not-started total-timeout']);
  });

  it('does not wait out the jitter of a host that is not started any more', async () => {
    const sweeps = await sweep({
      settings: { ...SETTINGS, jitterSecs: 600, totalTimeoutSecs: 0.1 },
    });
    assert.deepEqual(kindsOf(sweeps), ['not-started total-timeout']);
  });

  const hostile: readonly (readonly [string, string, Partial<HostSweep>])[] = [
    ['says nothing and ends', 'cat >/dev/null', { limit: null }],
    ['sends noise without end', 'yes', { limit: 'noise', outcome: { kind: 'flooded' } }],
    ['sends a line without end', 'cat /dev/zero', { limit: 'line', outcome: { kind: 'flooded' } }],
    [
      'sends frames without end',
      FRAMES_WITHOUT_END,
      { limit: 'stream', outcome: { kind: 'flooded' } },
    ],
    ['sends its own script back', 'cat', { limit: null }],
    ['hangs', 'sleep 30', { limit: null, outcome: { kind: 'timed-out' } }],
  ];
  for (const [name, command, expected] of hostile) {
    it(`is not whole for a host that ${name}`, async () => {
      const settings = { ...SETTINGS, sshTimeoutSecs: name === 'hangs' ? 1 : 20 };
      const [only] = await sweep({ settings, local: played(command) });
      assert.equal(only?.whole, false);
      assert.deepEqual({ ...only, ...expected }, only);
    });
  }

  it('blames records that cannot be typed', async () => {
    const forge =
      'n=$(sed -n "s/^NONCE=//p"); p="host boot=x"; e="end records=1 status=complete"; f="finish sections=1"; ' +
      'echo "@$n host 0 ${#p} $p"; echo "@$n host 1 ${#e} $e"; echo "@$n - 0 ${#f} $f"';
    const [only] = await sweep({ local: played(forge) });
    assert.deepEqual([...(only?.sections.values() ?? [])], ['complete']);
    assert.equal(only?.violations.first[0]?.code, 'record');
    assert.equal(only?.whole, false);
  });

  it('hands each host over as it ends, and rejects with what the taker throws', async () => {
    const names: string[] = [];
    await assert.rejects(
      sweep({
        targets: fleet(3),
        settings: { ...SETTINGS, concurrency: 1 },
        consume: ({ target }) => {
          names.push(target.name);
          throw new Error('the disk is full');
        },
      }),
      { message: 'the disk is full' },
    );
    assert.deepEqual(names, ['host-0']);
  });

  it('releases each host once its taker is done with it, whatever became of it', async () => {
    const events: string[] = [];
    const local = createLocalTransport();
    const listening: Transport = {
      ...local,
      release: async ({ name }) => {
        events.push(`released ${name}`);
      },
    };
    const broken = sweep({
      targets: fleet(2),
      settings: { ...SETTINGS, concurrency: 1 },
      local: listening,
      consume: async (swept) => {
        await Promise.resolve();
        events.push(`consumed ${swept.target.name}`);
        if (swept.target.name === 'host-1') throw new Error('the disk is full');
        return swept;
      },
    });
    await assert.rejects(broken, { message: 'the disk is full' });
    assert.deepEqual(events, [
      'consumed host-0',
      'released host-0',
      'consumed host-1',
      'released host-1',
    ]);
  });

  it('leaves the probe time to end by itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 600 }), (timeoutSecs) => {
        const seconds = probeSeconds(timeoutSecs);
        assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds < timeoutSecs);
      }),
    );
    assert.equal(probeSeconds(45), 35);
  });
});

describe('sweepFleet over ssh', { skip: SSHD_MISSING }, () => {
  let sshd: TestSshd;
  before(async () => {
    sshd = await startTestSshd();
  });
  after(() => sshd.close());

  it('sweeps what it reaches and says why it does not reach the rest', async () => {
    const ssh = createSshTransport({ sshConfig: sshd.sshConfig });
    const targets = ['good', 'refused'].map((alias) => here(alias, alias));
    const local = createLocalTransport();
    const [good, refused] = await sweep({ targets, transports: { ssh, local } });
    await ssh.close();
    assert.equal(good?.whole, true);
    assert.equal(refused?.outcome.kind === 'unreachable' && refused.outcome.reason, 'refused');
    assert.equal(refused?.whole, false);
  });
});
