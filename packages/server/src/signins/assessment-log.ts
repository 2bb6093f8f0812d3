import { appendFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What was decided of an application's sign-ins, and why, for its operators: NDJSON. */
export interface AssessmentLog {
  readonly append: (entry: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Removes what is older than its retention. */
  readonly prune: (nowMs: number) => Promise<void>;
}

/** About twenty thousand sign-ins; with the older file, so much is kept at most of each. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;
const RETENTION_MS = 90 * 86_400_000;
const CURRENT = 'assessments.ndjson';
const OLDER = 'assessments.older.ndjson';

/**
 * Opens an application's log in its folder. It is written for people, so it is bounded and not
 * forced to the disk: what has been learned is in the records.
 */
export function openAssessmentLog(folder: string): AssessmentLog {
  const current = join(folder, CURRENT);
  let bytes: number | undefined;
  let tail: Promise<void> = Promise.resolve();
  const append = async (line: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    bytes ??= await sizeOf(current);
    if (bytes > FILE_BYTES_MAX) {
      await rename(current, join(folder, OLDER));
      bytes = 0;
    }
    await appendFile(current, line, { mode: 0o600 });
    bytes += Buffer.byteLength(line);
  };
  return {
    append: async (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      const done = tail.then(() => append(line));
      tail = done.catch(() => undefined);
      await done;
    },
    prune: async (nowMs) => {
      const files = (await readdir(folder)).filter((name) => name === CURRENT || name === OLDER);
      for (const name of files) {
        const { mtimeMs } = await stat(join(folder, name));
        if (nowMs - mtimeMs <= RETENTION_MS) continue;
        await rm(join(folder, name), { force: true });
        if (name === CURRENT) bytes = 0;
      }
    },
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
