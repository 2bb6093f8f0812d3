import type { PlantedFixture } from './plant-fixtures.ts';

/** Logs begin their lines with a time, which makes every line of two runs differ. */
const TIMES = /^\[?(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\]?\s*/;

/** The lines that a tool said with the fixtures in place and did not say without them. */
export function newLines(before: string, after: string): string[] {
  const known = new Set(before.split('\n').map(withoutTime));
  return after
    .split('\n')
    .map(withoutTime)
    .filter((line) => line !== '' && !known.has(line));
}

function withoutTime(line: string): string {
  return line.replace(TIMES, '').trim();
}

/** Does any of the lines name the fixture: a process id of it, or a path or text of it? */
export function namesFixture(
  lines: readonly string[],
  { pids, names }: Pick<PlantedFixture, 'pids' | 'names'>,
): boolean {
  const ids = pids.map((pid) => new RegExp(`(?<![\\d.:])${pid}(?![\\d.:]*\\d)`));
  return lines.some(
    (line) => names.some((name) => line.includes(name)) || ids.some((id) => id.test(line)),
  );
}
