import { findTests } from './find-tests.ts';
import type { Step } from './run-step.ts';

const STATIC_TIMEOUT_MS = 120_000;
const TESTS_TIMEOUT_MS = 600_000;

/** A step that runs test files through our reporter. */
export function testStep(
  name: string,
  files: readonly string[],
  { concurrency, timeoutMs }: { readonly concurrency: number; readonly timeoutMs: number },
): Step {
  return {
    name,
    argv: [
      'node',
      '--test',
      '--test-reporter=./scripts/test-summary.ts',
      '--test-reporter-destination=stdout',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${timeoutMs}`,
      ...files,
    ],
    timeoutMs: timeoutMs + 10_000,
    tests: true,
  };
}

/** Everything that `npm run check` runs, slowest first, because two run at a time. */
export function checkSteps(): Step[] {
  const quick = (name: string, ...argv: readonly [string, ...string[]]): Step => ({
    name,
    argv,
    timeoutMs: STATIC_TIMEOUT_MS,
  });
  return [
    testStep(
      'unit tests',
      findTests('packages/*/src/**/*.test.ts', '{bench,scripts}/**/*.test.ts'),
      {
        concurrency: 2,
        timeoutMs: TESTS_TIMEOUT_MS,
      },
    ),
    testStep('the house', findTests('tests/house/**/*.test.ts'), {
      concurrency: 2,
      timeoutMs: TESTS_TIMEOUT_MS,
    }),
    quick('types', 'tsc', '--pretty', 'false', '-p', '.'),
    quick('types of the pages', 'tsc', '--pretty', 'false', '-p', 'packages/web'),
    quick('lint', 'oxlint', '--deny-warnings'),
    quick('dead code', 'knip', '--no-progress'),
    quick('shell', 'node', 'scripts/shellcheck.ts'),
    quick('format', 'oxfmt', '--check', '.'),
    quick('generated files', 'node', 'scripts/generate.ts', '--check'),
  ];
}
