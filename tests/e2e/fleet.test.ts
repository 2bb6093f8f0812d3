// The real command, over the system's ssh, against real sshd hosts.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  alerts,
  type HostProcess,
  type HostsSwept,
  missingRequirements,
  processesMentioning,
  startFleet,
  sweepHosts,
  type TestFleet,
  type TestHost,
  until,
  writtenFiles,
} from './hosts/index.ts';
import { addStuckHost } from './hosts/stuck-host.ts';

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
      addStuckHost(fleet),
      fleet.add({ name: 'implanted', system: 'debian' }),
      fleet.add({ name: 'gawk', system: 'debian', awk: 'gawk' }),
    ]);
    for (const one of added) hosts.set(one.name, one);
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
});
