import { type LogEntry, NO_ENTRY, parseEntry } from './log-entry.ts';
import { fileCause } from './file-cause.ts';
import { LINE_BYTES_MAX, LOG_BYTES_MAX, splitLines } from './log-file.ts';
import { readBounded } from './read-bounded.ts';

/** The last line that was allowed may end a little after the bound. */
const READ_BYTES_MAX = LOG_BYTES_MAX + LINE_BYTES_MAX;

/** All lines of the log; none if there is no log yet. */
export async function readWholeLog(
  file: string,
): Promise<{ lines: Uint8Array[]; torn: Uint8Array }> {
  try {
    return splitLines(await readBounded(file, READ_BYTES_MAX));
  } catch (error) {
    if (fileCause(error) === 'ENOENT') return { lines: [], torn: new Uint8Array() };
    throw error;
  }
}

/**
 * Every entry that was acknowledged. A torn last line is not among them; a line that is not an
 * entry, or not the one after the one before it, makes the whole log unusable: what stands in it
 * decides about what is frozen.
 */
export async function readLog(file: string): Promise<LogEntry[]> {
  const { lines } = await readWholeLog(file);
  const entries: LogEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseEntry(line);
    const problem = typeof entry === 'string' ? entry : chainProblem(entry, index, entries.at(-1));
    if (problem !== null) throw new Error(`line ${index + 1}: ${problem}`);
    if (typeof entry !== 'string') entries.push(entry);
  }
  return entries;
}

/** What is wrong with an entry's place; without the entry before, only its number is looked at. */
export function chainProblem(
  entry: LogEntry,
  index: number,
  before: LogEntry | undefined,
): string | null {
  if (entry.seq !== index + 1) return `it is numbered ${entry.seq}`;
  const previous = index === 0 ? NO_ENTRY : (before?.hash ?? entry.previous);
  return entry.previous === previous ? null : 'it does not follow the line before it';
}
