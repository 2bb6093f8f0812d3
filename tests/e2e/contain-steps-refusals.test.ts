import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { parseFreezeAnswer, parsePlanAnswer, type Plan, type TargetIdentity } from '@vedette/sweep';

import { ContainHost, missingForContain, readAnswer, until } from './steps/contain-host.ts';
import { planOf } from './steps/counter.ts';

/** Runs every script that it is given below itself, in its own session, beside another. */
const RUN_SCRIPT = `
dir=$1 program=$2
"$program" -c 'while :; do sleep 0.2; done' &
echo $! >"$dir/beside.new"; mv "$dir/beside.new" "$dir/beside"
while :; do
  if [ -e "$dir/script" ]; then
    dash -s <"$dir/script" | cat >"$dir/answer.new"
    rm "$dir/script"; mv "$dir/answer.new" "$dir/answer"
  fi
  sleep 0.05
done
`;
/** More than the 256 that a plan holds. */
const MANY = `
dir=$1 i=0
while [ "$i" -lt 260 ]; do i=$((i + 1)); sleep 1000 & done
: >"$dir/ready"; wait
`;

describe('what is never frozen', { concurrency: 2, skip: missingForContain() }, () => {
  const refusalOf = async (host: ContainHost, target: TargetIdentity) => {
    const { records, stdout } = await host.step('plan', target);
    const answer = parsePlanAnswer(records);
    assert.equal(answer?.plan, null, stdout);
    const step = await host.step('freeze', target, {
      ...{ method: 'cgroup2', members: [], programBytes: 0 },
    });
    assert.equal(parseFreezeAnswer(step.records)?.result, 'refused', step.stdout);
    assert.deepEqual(host.groups(), []);
    return answer?.refusals.map(({ code }) => code);
  };

  test('process 1', async () => {
    await using host = await ContainHost.start(['dash']);
    assert.deepEqual(await refusalOf(host, host.identity(1)), ['init']);
  });

  test('an unchanged program of a package that is no shell', async () => {
    await using host = await ContainHost.start(['dash']);
    const target = await host.spawn(['/usr/bin/sleep', '1000']);
    assert.deepEqual(await refusalOf(host, target), ['packaged-program']);
  });

  test('the daemons of the system, but not what only has their name', async () => {
    await using host = await ContainHost.start(['dash']);
    const named = join(host.dir, 'sshd');
    copyFileSync('/usr/bin/sleep', named);
    const impostor = await host.spawn([named, '1000']);
    const { records } = await host.step('plan', impostor);
    assert.deepEqual(parsePlanAnswer(records)?.refusals, []);
    const real = await host.spawn(['/usr/bin/dbus-daemon', '--session', '--nofork']);
    assert.deepEqual(await refusalOf(host, real), ['system-daemon']);
  });

  test('a program of which a copy is held by name only: a shell is nobody’s', async () => {
    await using host = await ContainHost.start(['dash']);
    writeFileSync(join(host.dir, 'loop'), 'while :; do sleep 0.1; done\n');
    const target = await host.spawn(['/bin/sh', join(host.dir, 'loop')], 'dash');
    const other = await host.spawn(['/bin/sh', '-c', 'while :; do sleep 0.1; done'], 'dash');
    const plan = await planOf(host, target, 'cgroup1');
    assert.equal(
      plan.members.some(({ pid }) => pid === other.pid),
      false,
    );
    const frozen = parseFreezeAnswer((await host.step('freeze', target, plan)).records);
    assert.equal(frozen?.result, 'frozen');
    assert.equal(
      frozen.members.some(({ pid }) => pid === other.pid),
      false,
    );
    assert.match(host.stat(other.pid)[0] ?? '', /[SR]/);
    await host.step('thaw', target, plan);
  });

  test('an engine, where a system has it, but not what only has its name', async () => {
    await using host = await ContainHost.start(['dash']);
    // Seen by this host alone.
    host.inside(['mount', '-t', 'tmpfs', 'tmpfs', '/usr/local/sbin']);
    const plant = ['sh', '-c', 'cp "$1" "$2"', 'sh', '/usr/bin/sleep'];
    host.inside([...plant, '/usr/local/sbin/containerd-shim']);
    const engine = await host.spawn(['/usr/local/sbin/containerd-shim', '1000']);
    assert.deepEqual(await refusalOf(host, engine), ['engine']);
    const named = join(host.dir, 'dockerd');
    copyFileSync('/usr/bin/sleep', named);
    const impostor = await host.spawn([named, '1000']);
    const { records } = await host.step('plan', impostor);
    assert.deepEqual(parsePlanAnswer(records)?.refusals, []);
  });

  test('whoever the script runs below, and whoever is in its session', async () => {
    await using host = await ContainHost.start(['dash']);
    const program = join(host.dir, 'above');
    copyFileSync('/bin/dash', program);
    const above = await host.spawn([program, '-c', RUN_SCRIPT, 'above', host.dir, program]);
    await until(() => existsSync(join(host.dir, 'beside')));
    const beside = host.identity(Number(readFileSync(join(host.dir, 'beside'), 'utf8')));
    const plan: Plan = { method: 'cgroup2', members: [], programBytes: 0 };
    for (const [target, code] of [
      [above, 'own-ancestry'],
      [beside, 'own-session'],
    ] as const) {
      for (const step of ['plan', 'freeze'] as const) {
        const answer = readAnswer();
        const script = host.script(step, target, step === 'plan' ? undefined : plan);
        writeFileSync(join(host.dir, 'written'), script);
        renameSync(join(host.dir, 'written'), join(host.dir, 'script'));
        await until(() => existsSync(join(host.dir, 'answer')));
        answer.push(readFileSync(join(host.dir, 'answer')));
        rmSync(join(host.dir, 'answer'));
        const { records, finished, stdout } = answer.finish();
        assert.ok(finished, stdout);
        const { refusals } = (step === 'plan' ? parsePlanAnswer : parseFreezeAnswer)(records) ?? {};
        assert.deepEqual(
          refusals?.map((refusal) => refusal.code),
          [code],
          stdout,
        );
        assert.match(host.stat(target.pid)[0] ?? '', /[SR]/);
      }
    }
    assert.deepEqual(host.groups(), []);
  });

  test('more than a plan can hold', async () => {
    await using host = await ContainHost.start(['dash']);
    const program = join(host.dir, 'many');
    copyFileSync('/bin/dash', program);
    const target = await host.spawn([program, '-c', MANY, 'many', host.dir]);
    await until(() => existsSync(join(host.dir, 'ready')));
    const { records, stdout } = await host.step('plan', target);
    const answer = parsePlanAnswer(records);
    assert.deepEqual(
      answer?.refusals.map(({ code }) => code),
      ['too-many-members'],
      stdout,
    );
    assert.equal(answer.plan, null);
  });
});
