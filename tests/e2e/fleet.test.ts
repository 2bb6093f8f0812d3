// The real command, over the system's ssh, against real sshd hosts.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { SweepReport } from '@vedette/sweep';

import {
  type HostProcess,
  type HostsSwept,
  inventoryToml,
  makeKey,
  missingRequirements,
  processesMentioning,
  readSweep,
  runVedette,
  startFleet,
  startVedette,
  sweepHosts,
  type TestFleet,
  type TestHost,
  until,
  writtenFiles,
} from './hosts/index.ts';

/** Short, because every host that hangs is waited for; long enough for a probe on a busy machine. */
const TIMEOUT_SECS = 20;
const settings = { ssh_timeout_secs: TIMEOUT_SECS };
/** The probe ends itself within the time-out; this leaves a busy machine time to do it. */
const PROBE_GONE_MAX_MS = 2 * TIMEOUT_SECS * 1_000;

const alone = (host: TestHost): Promise<string[]> =>
  until(
    () => host.processes(),
    (list) => list.length === 1,
    PROBE_GONE_MAX_MS,
  );

describe('a fleet of real hosts', { skip: missingRequirements() }, () => {
  let fleet: TestFleet;
  const hosts = new Map<string, TestHost>();
  let implant: HostProcess;
  const host = (name: string): TestHost => {
    const found = hosts.get(name);
    assert.ok(found, name);
    return found;
  };
  const some = (...names: string[]): TestHost[] => names.map(host);
  const newState = (): string => mkdtempSync(join(fleet.dir, 'state-'));

  before(async () => {
    fleet = await startFleet();
    const added = await Promise.all([
      fleet.add({ name: 'dash', system: 'debian' }),
      fleet.add({ name: 'small', system: 'busybox' }),
      fleet.add({ name: 'ordinary', system: 'debian', user: 'ordinary' }),
      fleet.add({ name: 'gone', system: 'debian', reachable: 'no' }),
      fleet.add({ name: 'hangs', system: 'debian', reachable: 'hangs' }),
      fleet.add({ name: 'silent', system: 'busybox', reachable: 'silent' }),
      fleet.add({ name: 'stuck', system: 'debian' }),
      fleet.add({ name: 'implanted', system: 'debian' }),
      fleet.add({ name: 'gawk', system: 'debian', awk: 'gawk' }),
    ]);
    for (const one of added) hosts.set(one.name, one);
    // A tool of the host that never ends, and heeds no polite signal.
    const stuckTool = '#!/bin/sh\ntrap "" HUP INT TERM\nsleep 864000\n';
    await Promise.all(
      ['ls', 'stat', 'readlink'].map((tool) =>
        host('stuck').run(
          ['sh', '-c', 'cat >"/usr/sbin/$1"; chmod 755 "/usr/sbin/$1"', 'sh', tool],
          {
            input: stuckTool,
          },
        ),
      ),
    );
    await host('implanted').run(['cp', '/usr/bin/sleep', '/tmp/.cache-helper']);
    implant = await host('implanted').spawn(['/tmp/.cache-helper', '864000'], { cwd: '/tmp' });
    await host('implanted').run(['rm', '/tmp/.cache-helper']);
  });
  after(() => fleet.close());

  describe('swept once', () => {
    let swept: HostsSwept;
    const earlierBy = new Map<string, { written: string[]; processes: string[] }>();

    before(async () => {
      for (const [name, one] of hosts) {
        earlierBy.set(name, { written: writtenFiles(one), processes: await one.processes() });
      }
      swept = await sweepHosts({
        fleet,
        hosts: [...hosts.values()],
        settings,
        stateHome: newState(),
      });
    });

    it('says what it found with exit code 1, and reports the hosts in the order of the inventory', () => {
      assert.equal(swept.exitCode, 1, swept.stderr);
      assert.deepEqual(
        swept.report.hosts.map(({ name }) => name),
        [...hosts.keys()],
      );
      assert.deepEqual([swept.report.armed, swept.report.aborted], [false, false]);
    });

    for (const name of ['dash', 'small', 'gawk']) {
      it(`${name}: clean, and nothing was left unseen`, () => {
        const { status, findings, coverage, checks, checksAsked, load1, violations } =
          swept.host(name);
        assert.deepEqual(
          { status, alerts: alerts(findings), violations },
          { status: 'clean', alerts: [], violations: 0 },
          JSON.stringify({ findings, coverage }, null, 2),
        );
        assert.deepEqual(
          coverage.filter(({ effect }) => effect === 'blind'),
          [],
        );
        assert.equal(checks, checksAsked);
        assert.equal(typeof load1, 'number');
      });
    }

    it('ordinary: not clean, because an ordinary user cannot see everything, and says what', () => {
      const { status, findings, coverage, checks, checksAsked } = swept.host('ordinary');
      assert.deepEqual({ status, alerts: alerts(findings) }, { status: 'incomplete', alerts: [] });
      const blind = coverage.filter(({ effect }) => effect === 'blind').map(({ check }) => check);
      assert.ok(blind.includes('deleted-exe'), blind.join(', '));
      assert.ok(checks < checksAsked && checks > 0, `${checks} of ${checksAsked}`);
    });

    it('gone: unreachable, with why and what to do next', () => {
      const { status, problem, checks } = swept.host('gone');
      assert.deepEqual({ status, checks }, { status: 'unreachable', checks: 0 });
      assert.ok(problem !== undefined && problem.reason !== '' && problem.next !== '');
    });

    for (const name of ['hangs', 'silent']) {
      it(`${name}: given up, not clean`, () => {
        const { status, checks, durationMs } = swept.host(name);
        assert.deepEqual({ status, checks }, { status: 'unreachable', checks: 0 });
        assert.ok(durationMs < 2 * TIMEOUT_SECS * 1_000, `${durationMs} ms`);
      });
    }

    it('stuck: incomplete, and the probe has ended itself with the tool that hung', async () => {
      const { status, coverage } = swept.host('stuck');
      assert.equal(status, 'incomplete');
      assert.ok(coverage.some(({ effect }) => effect === 'blind'));
      assert.deepEqual(await alone(host('stuck')), earlierBy.get('stuck')?.processes);
    });

    it('implanted: the process that runs from a deleted program, and nothing else', () => {
      const { status, findings } = swept.host('implanted');
      const found = alerts(findings);
      assert.deepEqual(
        [status, found.map(({ checks }) => checks.includes('deleted-exe'))],
        ['findings', [true]],
        JSON.stringify(found, null, 2),
      );
      const [finding] = found;
      assert.equal(finding?.facts['pid'], implant.pid);
      assert.equal(finding?.disposition, 'ambiguous');
      assert.ok(finding !== undefined && finding.summary !== '' && finding.attack.length > 0);
      assert.equal(
        Number(finding.reasons.reduce((sum, { contribution }) => sum + contribution, 0).toFixed(3)),
        finding.score,
      );
    });

    it('leaves nothing running on any host that can be left', async () => {
      for (const [name, one] of hosts) {
        // What hangs is the host's own program; ending it would be a change to the host.
        if (name === 'hangs' || name === 'silent') continue;
        const earlier = earlierBy.get(name)?.processes;
        const left = await until(
          () => one.processes(),
          (list) => list.length === earlier?.length,
          PROBE_GONE_MAX_MS,
        );
        assert.deepEqual(left, earlier, name);
      }
    });

    it('writes nothing on any host', () => {
      for (const [name, one] of hosts)
        assert.deepEqual(writtenFiles(one), earlierBy.get(name)?.written, name);
    });

    it('leaves no ssh of its own', async () => {
      const left = await until(
        () => processesMentioning(fleet.sshConfig),
        (list) => list.length === 0,
      );
      assert.deepEqual(left, []);
    });
  });

  it('says 3 when the worst is that a host was not wholly seen, and 0 when all is well', async () => {
    const stateHome = newState();
    const partly = await sweepHosts({
      fleet,
      hosts: some('dash', 'ordinary'),
      settings,
      stateHome,
    });
    assert.equal(partly.exitCode, 3, partly.stdout);
    const well = await sweepHosts({ fleet, hosts: some('dash', 'small'), settings, stateHome });
    assert.equal(well.exitCode, 0, well.stdout);
  });

  it('finishes what runs at the first Ctrl-C, and starts no other host', async () => {
    const inventory = inventoryToml({
      fleet,
      hosts: some('dash', 'small'),
      settings: { concurrency: 1 },
    });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory, '--json'],
      stateHome: newState(),
    });
    await until(
      () => host('dash').processes(),
      (list) => list.some((line) => line.includes('sh -s')),
    );
    running.signal('SIGINT');
    const swept = readSweep(await running.ended);
    assert.deepEqual(
      {
        dash: swept.host('dash').status,
        small: swept.host('small').status,
        exitCode: swept.exitCode,
      },
      { dash: 'clean', small: 'unreachable', exitCode: 3 },
    );
    assert.deepEqual((await alone(host('dash'))).length, 1);
  });

  it('ends at once at the second Ctrl-C with 130, and the probe ends too', async () => {
    const inventory = inventoryToml({
      fleet,
      hosts: some('stuck', 'small'),
      settings: { ...settings, concurrency: 1 },
    });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory, '--json'],
      stateHome: newState(),
    });
    await until(
      () => host('stuck').processes(),
      (list) => list.some((line) => line.includes('sleep 864000')),
    );
    running.signal('SIGINT');
    // The kernel makes one of two signals that come at once.
    await until(
      () => running.said(),
      (text) => text.includes('Ctrl-C again'),
    );
    running.signal('SIGINT');
    const swept = readSweep(await running.ended);
    assert.equal(swept.exitCode, 130);
    assert.equal(swept.report.aborted, true);
    assert.ok(swept.report.hosts.every(({ status }) => status !== 'clean'));
    assert.equal((await alone(host('stuck'))).length, 1);
    assert.deepEqual(processesMentioning(fleet.sshConfig), []);
  });

  it('leaves nothing on a host when it is killed in the middle', async () => {
    const inventory = inventoryToml({ fleet, hosts: some('stuck'), settings });
    const running = startVedette({
      args: ['sweep', '--inventory', inventory],
      stateHome: newState(),
    });
    await until(
      () => host('stuck').processes(),
      (list) => list.some((line) => line.includes('sleep 864000')),
    );
    running.signal('SIGKILL');
    assert.equal((await running.ended).exitCode, null);
    // The shared connection stays for a minute, as ssh was told; nothing of the probe does.
    const left = await until(
      () => host('stuck').processes(),
      (list) => list.every((line) => line.includes(' sshd: ')),
      PROBE_GONE_MAX_MS,
    );
    assert.deepEqual(
      left.filter((line) => !line.includes(' sshd: ')),
      [],
    );
  });
});

describe('a host that is swept again', { skip: missingRequirements() }, () => {
  let fleet: TestFleet;
  let hosts: TestHost[];
  let stateHome: string;
  let second: string;
  let third: string;
  const keyFile = (one: TestHost): string => join(one.rootDir, 'root/.ssh/authorized_keys');

  const sweepAgain = (): Promise<HostsSwept> => sweepHosts({ fleet, hosts, stateHome });
  const assertQuiet = async (): Promise<void> => {
    const swept = await sweepAgain();
    for (const { name, status, findings } of swept.report.hosts) {
      assert.deepEqual(
        { name, status, findings: alerts(findings) },
        { name, status: 'clean', findings: [] },
      );
    }
    assert.equal(swept.exitCode, 0);
  };

  before(async () => {
    fleet = await startFleet();
    stateHome = mkdtempSync(join(fleet.dir, 'state-'));
    hosts = await Promise.all([
      fleet.add({ name: 'one', system: 'debian' }),
      fleet.add({ name: 'two', system: 'busybox' }),
      fleet.add({ name: 'three', system: 'busybox' }),
    ]);
    second = await makeKey(join(fleet.dir, 'second'), 'second@test');
    third = await makeKey(join(fleet.dir, 'third'), 'third@test');
    for (const one of hosts) {
      writeFileSync(keyFile(one), `${readFileSync(keyFile(one), 'utf8')}${second}`);
    }
    await assertQuiet();
  });
  after(() => fleet.close());

  it('says nothing while nothing changes', assertQuiet);

  it('says nothing of keys rewritten identically, reordered, or with other comments', async () => {
    const [one] = hosts;
    assert.ok(one);
    const lines = readFileSync(keyFile(one), 'utf8').trim().split('\n');
    assert.equal(lines.length, 2);
    const variants = [
      lines,
      lines.toReversed(),
      [
        '# rewritten',
        '',
        ...lines.map((line) => `${line.split(' ').slice(0, 2).join('  ')} another comment`),
      ],
      lines,
    ];
    for (const variant of variants) {
      writeFileSync(keyFile(one), `${variant.join('\n')}\n`);
      await assertQuiet();
    }
  });

  it('says exactly that one authorized key was added, until somebody approves it', async () => {
    const [one] = hosts;
    assert.ok(one);
    writeFileSync(keyFile(one), `${readFileSync(keyFile(one), 'utf8')}${third}`);
    const swept = await sweepAgain();
    assert.equal(swept.exitCode, 1);
    assert.deepEqual(
      swept.report.hosts.map(({ name, status }) => `${name} ${status}`),
      ['one findings', 'two clean', 'three clean'],
    );
    const found = alerts(swept.host('one').findings);
    assert.deepEqual(
      found.map(({ checks, change, disposition }) => ({ checks, change, disposition })),
      [{ checks: ['authorized-key'], change: 'new', disposition: 'ambiguous' }],
    );
    const [finding] = found;
    assert.ok(finding !== undefined);
    assert.equal(finding.facts['user'], 'root');
    assert.equal(finding.facts['file'], '/root/.ssh/authorized_keys');
    assert.equal(finding.facts['blob'], third.split(' ')[1]);
    assert.equal(finding.facts['comment'], 'third@test');
    assert.deepEqual([finding.fleet?.have, finding.fleet?.of], [1, 3]);

    const again = await sweepAgain();
    assert.deepEqual(
      alerts(again.host('one').findings).map(({ id }) => id),
      [finding.id],
    );
    const approved = await runVedette({
      args: ['baseline', 'approve', 'one', finding.id, '--reason', 'the key of a test'],
      stateHome,
    });
    assert.equal(approved.exitCode, 0, approved.stderr);
    await assertQuiet();
  });
});

function alerts(findings: SweepReport['hosts'][number]['findings']) {
  return findings.filter(({ disposition }) => disposition !== 'benign');
}
