import { runChecks } from './run-checks.ts';

const results = await runChecks();
const failed = results.filter(({ ok }) => !ok).map(({ step }) => step.name);
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
