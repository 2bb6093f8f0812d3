import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  type Method,
  parseFreezeAnswer,
  parsePlanAnswer,
  parseThawAnswer,
  type TargetIdentity,
} from '@vedette/sweep';

import { ContainHost, missingForContain, until } from './steps/contain-host.ts';
import { count, counts, METHODS, planOf, startCounter, statusOf } from './steps/counter.ts';

const skip = missingForContain();
/** Every method once, and each of the other shells. */
const RUNS: readonly (readonly [Method, string, ...string[]])[] = [
  ['cgroup2', 'dash', 'dash'],
  ['cgroup1', 'dash', 'dash'],
  ['signal', 'dash', 'dash'],
  ['cgroup1', 'busybox', 'busybox', 'ash'],
  ['cgroup2', 'bash', 'bash'],
];
describe('a bare process', { concurrency: 2, skip }, () => {
  for (const [method, name, ...shell] of RUNS) {
    test(`is frozen and thawed by ${method}, twice over (${name})`, async () => {
      await using host = await ContainHost.start(shell);
      const target = await startCounter(host);
      const groups = host.inside(['cat', `/proc/${target.pid}/cgroup`]).stdout;
      const plan = await planOf(host, target, method);
      for (let turn = 0; turn < 2; turn += 1) {
        const step = await host.step('freeze', target, plan);
        const frozen = parseFreezeAnswer(step.records);
        assert.equal(frozen?.result, 'frozen', step.stdout);
        assert.equal(frozen.method, method);
        // A second freeze changes nothing.
        const again = parseFreezeAnswer((await host.step('freeze', target, plan)).records);
        assert.equal(again?.result, 'frozen');
        host.inside(['kill', '-CONT', `${target.pid}`]);
        if (method !== 'signal') {
          const ticks = host.stat(target.pid)[11];
          const before = count(host);
          assert.equal(await statusOf(host, target, plan), 'frozen');
          assert.deepEqual([host.stat(target.pid)[11], count(host)], [ticks, before]);
        } else {
          host.inside(['kill', '-STOP', `${target.pid}`]);
        }
        const thawed = parseThawAnswer((await host.step('thaw', target, plan)).records);
        assert.equal(thawed?.result, 'thawed');
        await counts(host);
        assert.equal(host.inside(['cat', `/proc/${target.pid}/cgroup`]).stdout, groups);
        assert.deepEqual(host.groups(), []);
        const nothing = parseThawAnswer((await host.step('thaw', target, plan)).records);
        assert.equal(nothing?.result, 'thawed');
        assert.equal(await statusOf(host, target, plan), 'loose');
      }
    });
  }

  for (const method of METHODS) {
    test(`what was stopped before stays stopped (${method})`, async () => {
      await using host = await ContainHost.start(['dash']);
      const target = await startCounter(host);
      host.inside(['kill', '-STOP', `${target.pid}`]);
      await until(() => host.stat(target.pid)[0] === 'T');
      const plan = await planOf(host, target, method);
      assert.equal(plan.members[0]?.stopped, true);
      const frozen = parseFreezeAnswer((await host.step('freeze', target, plan)).records);
      assert.equal(frozen?.result, 'frozen');
      assert.equal(
        parseThawAnswer((await host.step('thaw', target, plan)).records)?.result,
        'thawed',
      );
      assert.equal(host.stat(target.pid)[0], 'T');
    });
  }

  test('of which something is not as it was judged is not touched', async () => {
    await using host = await ContainHost.start(['dash']);
    const target = await startCounter(host);
    const plan = await planOf(host, target, 'cgroup2');
    const others: readonly [TargetIdentity, string][] = [
      [{ ...target, startTicks: target.startTicks + 1 }, 'start'],
      [{ ...target, exe: '1:1' }, 'exe'],
      [{ ...target, bootId: '00000000-0000-0000-0000-000000000000' }, 'boot'],
      [{ ...target, container: 'a'.repeat(64) }, 'container'],
    ];
    for (const [other, what] of others) {
      const { records } = await host.step('plan', other);
      assert.deepEqual(parsePlanAnswer(records)?.target, { result: 'changed', what });
      const step = await host.step('freeze', other, { ...plan, members: [] });
      assert.equal(parseFreezeAnswer(step.records)?.result, 'changed', step.stdout);
    }
    await counts(host);
    assert.deepEqual(host.groups(), []);
  });

  test('that ended is gone for every step', async () => {
    await using host = await ContainHost.start(['dash']);
    const target = await startCounter(host);
    const plan = await planOf(host, target, 'signal');
    host.inside(['kill', '-KILL', `${target.pid}`]);
    await until(() => host.stat(target.pid).length === 0);
    assert.equal(
      parseFreezeAnswer((await host.step('freeze', target, plan)).records)?.result,
      'gone',
    );
    assert.equal(await statusOf(host, target, plan), 'gone');
    assert.equal(parseThawAnswer((await host.step('thaw', target, plan)).records)?.result, 'gone');
  });
});
