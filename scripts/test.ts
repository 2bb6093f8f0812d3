import { testStep } from './check-steps.ts';
import { findTests } from './find-tests.ts';
import { describeStep, runChecks } from './run-checks.ts';
import { runStep, type StepResult } from './run-step.ts';
import { addTallies, formatTally, NO_TESTS, type Tally } from './tally.ts';

const SYSTEM_TESTS_TIMEOUT_MS = 15 * 60_000;

const ALONE = /\/(drill|evasions|pages|sensor-[^/]*|server-up|sign-in-[^/]*|test-fleet)\.test\.ts$/;

/**
 * Real hosts share the machine's kernel, processes and cores. Tests that see every execution of the
 * machine, sweep it, count what is left on it, load a BPF program that every host sees, or use both
 * cores for a browser run one file at a time; what waits for hosts and containers most of the time,
 * or is there to be disturbed, runs beside others.
 */
const GROUPS = [
  { name: 'system tests', concurrency: 1, isOf: (file: string) => ALONE.test(file) },
  {
    name: 'system tests, three at a time',
    concurrency: 3,
    isOf: (file: string) => !ALONE.test(file),
  },
] as const;

const checks = await runChecks();
const files = findTests('tests/**/*.test.ts').filter((file) => !file.startsWith('tests/house/'));
const system: StepResult[] = [];
for (const { name, concurrency, isOf } of GROUPS) {
  const own = files.filter(isOf);
  if (own.length === 0) continue;
  const step = testStep(name, own, { concurrency, timeoutMs: SYSTEM_TESTS_TIMEOUT_MS });
  const result = await runStep(step, (text) => process.stdout.write(text));
  system.push(result);
  console.log(describeStep({ ...result, output: '' }));
}
const results = [...checks, ...system];
const total = results.map(tallyOf).reduce(addTallies, NO_TESTS);
const failed = results.filter(({ ok }) => !ok).map(({ step }) => step.name);
console.log(failed.length === 0 ? '\nevery step succeeded' : `\nfailed: ${failed.join(', ')}`);
console.log(formatTally(total));
process.exitCode = failed.length === 0 ? 0 : 1;

/** A step without tests, or one that broke before it could count them, counts as one test. */
function tallyOf({ ok, tally }: StepResult): Tally {
  if (tally !== undefined && (ok || tally.failed > 0)) return tally;
  return addTallies(tally ?? NO_TESTS, { ...NO_TESTS, ...(ok ? { passed: 1 } : { failed: 1 }) });
}
