import { testStep } from './check-steps.ts';
import { findTests } from './find-tests.ts';
import { runChecks } from './run-checks.ts';
import { runStep, type StepResult } from './run-step.ts';
import { addTallies, formatTally, NO_TESTS, type Tally } from './tally.ts';

const SYSTEM_TESTS_TIMEOUT_MS = 15 * 60_000;

/** Real hosts share the machine's processes, namespaces and cores, so one file runs at a time. */
const SYSTEM_TESTS_AT_ONCE = 1;

const checks = await runChecks();
const files = findTests('tests/**/*.test.ts').filter((file) => !file.startsWith('tests/house/'));
const system =
  files.length === 0
    ? []
    : [
        await runStep(
          testStep('system tests', files, {
            concurrency: SYSTEM_TESTS_AT_ONCE,
            timeoutMs: SYSTEM_TESTS_TIMEOUT_MS,
          }),
          (text) => process.stdout.write(text),
        ),
      ];
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
