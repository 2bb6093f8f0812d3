// The baseline, as the real command keeps it between sweeps of real sshd hosts.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
  alerts,
  type HostsSwept,
  makeKey,
  missingRequirements,
  runVedette,
  startFleet,
  sweepHosts,
  type TestFleet,
  type TestHost,
} from './hosts/index.ts';

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
