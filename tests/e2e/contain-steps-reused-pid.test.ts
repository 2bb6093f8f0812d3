import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { type Method, parseFreezeAnswer, parsePlanAnswer } from '@vedette/sweep';

import { ContainHost, missingForContain, until } from './steps/contain-host.ts';

const METHODS: readonly Method[] = ['cgroup2', 'cgroup1', 'signal'];
/** Spread over the time in which a freeze goes from its first look to the end of its hold. */
const REUSED_AFTER_MS = [0, 20, 40, 60, 80, 150] as const;

/** Ends a process, if that can be, and starts another that gets its number. */
const REUSE = `
sleep "$3"
kill -KILL "$1"
# In a frozen group of cgroup v1 not even a KILL has an effect.
looks=0
while [ -d "/proc/$1" ]; do
  looks=$((looks + 1))
  [ "$looks" -lt 40 ] || exit 1
  sleep 0.05
done
tries=0
while [ "$tries" -lt 400 ]; do
  tries=$((tries + 1))
  echo $(($1 - 1)) >/proc/sys/kernel/ns_last_pid
  setsid "$2" 1000 </dev/null >/dev/null 2>&1 &
  [ "$!" != "$1" ] || exit 0
  kill -KILL "$!"
  # Another child of the step may have the number for a moment.
  sleep 0.01
done
`;

describe(
  'a number that is another process’s by the time of the freeze',
  { skip: missingForContain(), concurrency: 2 },
  () => {
    for (const method of METHODS) {
      test(`leaves the new process running (${method})`, async () => {
        await using host = await ContainHost.start(['dash']);
        const program = join(host.dir, 'victim');
        copyFileSync('/bin/sleep', program);
        for (const afterMs of REUSED_AFTER_MS) {
          const own = join(host.dir, `target-${afterMs}`);
          copyFileSync('/bin/sleep', own);
          const target = await host.spawn([own, '1000']);
          const plan = parsePlanAnswer((await host.step('plan', target)).records)?.plan;
          assert.ok(plan);
          const [step] = await Promise.all([
            host.step('freeze', target, { ...plan, method }),
            host.start(['sh', '-c', REUSE, 'sh', `${target.pid}`, program, `${afterMs / 1000}`]),
          ]);
          const answer = parseFreezeAnswer(step.records);
          if (answer?.result === 'frozen') {
            // The freeze was first, and it held.
            assert.equal(host.exe(target.pid), own);
            await host.step('thaw', target, { ...plan, method });
            continue;
          }
          assert.ok(answer?.result === 'gone' || answer?.result === 'changed', step.stdout);
          await until(() => host.exe(target.pid).endsWith('/victim'));
          // Asleep by itself; not stopped, and in no group of ours.
          assert.equal(host.stat(target.pid)[0], 'S', `${afterMs}: ${step.stdout}`);
          assert.doesNotMatch(host.inside(['cat', `/proc/${target.pid}/cgroup`]).stdout, /vedette/);
          assert.deepEqual(host.groups(), [], `${afterMs}: ${step.stdout}`);
        }
      });
    }
  },
);
