import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { decodeRecord, encodeRecord, type UserRecord } from '@vedette/identity';
import { z } from 'zod';

import { UNFINISHED, writeWhole } from '../state/write-whole.ts';

/**
 * The records of one application's users, a small file each, in 256 folders. Files are named by
 * keyed digests of the users, so that the folder tells nobody who they are.
 */
export interface RecordFiles {
  /** A record; undefined where there is none. A damaged file is set aside, and counted. */
  readonly read: (name: string) => Promise<UserRecord | undefined>;
  readonly write: (name: string, record: UserRecord) => Promise<void>;
  /** Whether there was one. */
  readonly remove: (name: string) => Promise<boolean>;
  /** The names of all records, in no order; halves of writes are cleared away on the way. */
  readonly names: () => AsyncIterable<string>;
  readonly damaged: () => number;
}

const Stored = z.strictObject({
  version: z.literal(1),
  signature: z.string(),
  learning: z.string(),
});

const DAMAGED = '.damaged';
const RECORD = /^([0-9a-f]{64})\.json$/;

/** Opens a folder of records; nothing is made before the first write. */
export function openRecordFiles(folder: string): RecordFiles {
  let damaged = 0;
  const fileOf = (name: string): string => join(folder, name.slice(0, 2), `${name}.json`);
  return {
    damaged: () => damaged,
    read: async (name) => {
      const file = fileOf(name);
      const text = await readFile(file, 'utf8').catch(undefinedIfMissing);
      if (text === undefined) return undefined;
      try {
        return decodeRecord(Stored.parse(JSON.parse(text)));
      } catch {
        // Whatever is wrong with it: the user starts anew, and a person can look at it.
        damaged += 1;
        await rename(file, `${file}${DAMAGED}`);
        return undefined;
      }
    },
    write: async (name, record) =>
      writeWhole(fileOf(name), JSON.stringify({ version: 1, ...encodeRecord(record) })),
    remove: async (name) => {
      const file = fileOf(name);
      const there = await rm(file).then(() => true, undefinedIfMissing);
      await rm(`${file}${DAMAGED}`, { force: true });
      return there === true;
    },
    names: () => namesIn(folder),
  };
}

async function* namesIn(folder: string): AsyncIterable<string> {
  for (const shard of (await readdir(folder).catch(undefinedIfMissing)) ?? []) {
    for (const entry of (await readdir(join(folder, shard)).catch(undefinedIfMissing)) ?? []) {
      if (entry.endsWith(UNFINISHED)) await rm(join(folder, shard, entry), { force: true });
      const name = RECORD.exec(entry)?.[1];
      if (name !== undefined) yield name;
    }
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
