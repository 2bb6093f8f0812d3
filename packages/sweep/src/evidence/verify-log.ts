import { join } from 'node:path';

import { manifestDigest } from './bundle-files.ts';
import { isSigned, type LogEntry, parseEntry } from './log-entry.ts';
import { tornFile } from './log-file.ts';
import type { Problem } from './problem.ts';
import { digestFile } from './read-bounded.ts';
import { fileCause, orIfMissing } from './file-cause.ts';
import { chainProblem, readWholeLog } from './read-log.ts';
import { readVerifyingKey, type VerifyingKey } from './signing-key.ts';
import { underLock } from '../state/under-lock.ts';

interface LogPlace {
  /** The state folder. */
  readonly folder: string;
  /** The folder of the log. */
  readonly place: string;
  readonly file: string;
}

/** Everything in the log that is not as it was written, and every bundle that it contradicts. */
export async function verifyLog({ folder, place, file }: LogPlace): Promise<Problem[]> {
  const { lines, torn } = await readSettledLog(file);
  const key = readVerifyingKey(folder);
  const problems: Problem[] = [];
  const found = (where: string, problem: string | null): void => {
    if (problem !== null) problems.push({ where, problem });
  };
  let before: LogEntry | undefined;
  for (const [index, line] of lines.entries()) {
    const where = `${file}:${index + 1}`;
    const entry = parseEntry(line);
    if (typeof entry === 'string') found(where, entry);
    else {
      found(where, chainProblem(entry, index, before));
      found(where, signatureProblem(entry, key));
      found(where, await tornProblem(entry, place));
      found(where, await sealProblem(entry, folder));
    }
    before = typeof entry === 'string' ? undefined : entry;
  }
  if (torn.length > 0) {
    found(
      `${file}:${lines.length + 1}`,
      `it has no end: ${torn.length} bytes that nobody was promised`,
    );
  }
  return problems;
}

/** A line that is just being written looks torn; under the lock none is. */
async function readSettledLog(file: string): ReturnType<typeof readWholeLog> {
  const read = await readWholeLog(file);
  if (read.torn.length === 0) return read;
  return underLock({ file, refused: (error) => new Error(fileCause(error)) }, async () =>
    readWholeLog(file),
  );
}

function signatureProblem(entry: LogEntry, key: VerifyingKey | undefined): string | null {
  if (key === undefined) return 'the public key is not there to check it';
  return isSigned(entry, key) ? null : 'it is not signed by the key of this controller';
}

async function tornProblem({ setAside }: LogEntry, place: string): Promise<string | null> {
  if (setAside === null) return null;
  const file = tornFile(place, setAside);
  const digest = await digestFile(file).catch(orIfMissing(null));
  if (digest === null) return `the torn line that was set aside is not there: ${file}`;
  return digest.sha256 === setAside.sha256 ? null : `the torn line is not as it was: ${file}`;
}

async function sealProblem({ action, event }: LogEntry, folder: string): Promise<string | null> {
  if (event.kind !== 'sealed') return null;
  const digest = await manifestDigest(join(folder, 'evidence', action));
  if (digest === null) return `the evidence ${action} is not there`;
  return digest === event.manifestSha256
    ? null
    : `the manifest of ${action} is not the one it names`;
}
