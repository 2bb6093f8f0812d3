import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

import { formatTally } from './tally.ts';

/** A test that takes longer than this is named, because slow tests end up not being run. */
const SLOW_MS = 5_000;
const SLOW_SHOWN_MAX = 10;
/** Files are what is run beside each other, so theirs is the time that a step can be cut by. */
const SLOW_FILE_MS = 20_000;
/** Enough for a message, a diff and a stack; the rest of a runaway error helps nobody. */
const ERROR_LINES_MAX = 60;
const FRAMES_MAX = 4;
const STDERR_CHARS_MAX = 20_000;

type Pass = Extract<TestEvent, { type: 'test:pass' }>['data'];
type Fail = Extract<TestEvent, { type: 'test:fail' }>['data'];
type Named = Pick<Pass, 'name' | 'nesting'> & { readonly file?: string | undefined };

/**
 * The reporter of this project: failures with their errors, then slow and skipped tests, then the
 * tally. A passing test prints nothing.
 */
export default async function* testSummary(
  source: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  const ancestors: string[] = [];
  const slow: { readonly title: string; readonly ms: number }[] = [];
  const fileMs = new Map<string, number>();
  const skipped: string[] = [];
  const tally = { passed: 0, failed: 0, skipped: 0 };
  let stderr = '';
  const title = ({ name, nesting, file }: Named): string =>
    [file === undefined ? [] : relative(process.cwd(), file), ...ancestors.slice(0, nesting), name]
      .flat()
      .join(' › ');

  for await (const event of source) {
    if (event.type === 'test:start') {
      ancestors.length = event.data.nesting;
      ancestors.push(event.data.name);
    } else if (event.type === 'test:stderr') {
      stderr = `${stderr}${event.data.message}`.slice(-STDERR_CHARS_MAX);
    } else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const { data } = event;
      if (data.nesting === 0 && data.file !== undefined) {
        const file = relative(process.cwd(), data.file);
        fileMs.set(file, (fileMs.get(file) ?? 0) + data.details.duration_ms);
      }
      const reason = data.skip ?? data.todo;
      if (reason !== undefined && reason !== false) {
        tally.skipped += 1;
        skipped.push(`${title(data)}: ${reason === true ? 'no reason given' : reason}`);
      } else if (event.type === 'test:fail') {
        if (isOwnFailure(event.data)) {
          tally.failed += 1;
          yield `\nfailed: ${title(data)}${place(data)}\n${describeError(event.data)}\n`;
        }
      } else if (data.details.type !== 'suite') {
        tally.passed += 1;
        if (data.details.duration_ms > SLOW_MS) {
          slow.push({ title: title(data), ms: data.details.duration_ms });
        }
      }
    }
  }
  if (tally.failed > 0 && stderr.trim() !== '') yield `\nstandard error of the tests:\n${stderr}\n`;
  const files = [...fileMs].filter(([, ms]) => ms > SLOW_FILE_MS).toSorted((a, b) => b[1] - a[1]);
  for (const [file, ms] of files.slice(0, SLOW_SHOWN_MAX)) yield `${seconds(ms)} in ${file}\n`;
  for (const { title: name, ms } of slow.toSorted((a, b) => b.ms - a.ms).slice(0, SLOW_SHOWN_MAX)) {
    yield `slow (${seconds(ms)}): ${name}\n`;
  }
  for (const line of skipped) yield `skipped: ${line}\n`;
  yield `${formatTally(tally)}\n`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A parent fails with its child, which has been reported; a suite's hook fails by itself. */
function isOwnFailure({ details }: Fail): boolean {
  const { error } = details;
  return !('failureType' in error && error.failureType === 'subtestsFailed');
}

function place({ line, column }: Pick<Fail, 'line' | 'column'>): string {
  return line === undefined ? '' : ` (${line}:${column ?? 1})`;
}

function describeError({ details }: Fail): string {
  const cause: unknown = details.error.cause ?? details.error;
  const lines = cause instanceof Error ? errorLines(cause) : [inspect(cause)];
  const text = lines.join('\n').split('\n').slice(0, ERROR_LINES_MAX).join('\n');
  return text.replaceAll(/^/gm, '  ');
}

/** The message and where it happened; `inspect` would print an assertion's values a second time. */
function errorLines(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*file:/.test(line));
  const cause: unknown = error.cause;
  return [
    `${error.name}: ${error.message}`,
    ...frames.slice(0, FRAMES_MAX),
    ...(cause instanceof Error ? ['caused by', ...errorLines(cause)] : []),
  ];
}
