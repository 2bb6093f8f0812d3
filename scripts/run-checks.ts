import { checkSteps } from './check-steps.ts';
import { runStep, type Step, type StepResult } from './run-step.ts';

/** The smallest machine that this is run on has two cores. */
const STEPS_AT_ONCE = 2;

/** Runs every check, two at a time, and prints a line for each as it ends. */
export async function runChecks(): Promise<StepResult[]> {
  const queue: Step[] = checkSteps();
  const results: StepResult[] = [];
  const work = async (): Promise<void> => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const result = await runStep(step);
      results.push(result);
      console.log(describeStep(result));
    }
  };
  await Promise.all(Array.from({ length: STEPS_AT_ONCE }, work));
  return results;
}

/** One line for a step that went well; its output too for one that failed or skipped something. */
export function describeStep({ step, ok, output, durationMs, tally }: StepResult): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(7);
  const tests = tally === undefined ? '' : `  ${tally.passed} tests`;
  const skipped = tally !== undefined && tally.skipped > 0;
  const note = skipped ? `, ${tally.skipped} skipped` : '';
  const line = `${ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(16)}${seconds}${tests}${note}`;
  return ok && !skipped ? line : `${line}\n${output.trimEnd().replaceAll(/^/gm, '     ')}`;
}
