import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';

import {
  createDigestKey,
  type DigestKey,
  EMPTY_RECORD,
  type Population,
  pruneRecord,
  settleRecord,
  type UserRecord,
} from '@vedette/identity';

import { type AssessmentLog, openAssessmentLog } from './assessment-log.ts';
import { createNameSeal, type NameSeal } from './history/seal-name.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { writeOrganisation } from './organisation-file.ts';
import { openPopulationFile } from './population-file.ts';
import { openRecordFiles } from './record-files.ts';

/** What becomes of a record: the next one, absent to leave it as it is, and what to give back. */
export interface Changed<T> {
  readonly record?: UserRecord;
  readonly result: T;
}

/** All that is kept of one application's users. */
export interface ApplicationState {
  readonly population: Population;
  readonly digestKey: DigestKey;
  readonly log: AssessmentLog;
  /** The name under which a user is kept, and in the log. */
  readonly nameOf: (user: string) => string;
  /** Seals the names of users for the log, and opens them for operators. */
  readonly names: NameSeal;
  /**
   * Reads, changes and writes one user's record while nobody else can. Resolves once it is on the
   * disk; null where there is no room for another user.
   */
  readonly change: <T>(
    user: string,
    change: (record: UserRecord) => Changed<T> | Promise<Changed<T>>,
  ) => Promise<{ readonly result: T; readonly kept: boolean }>;
  readonly remove: (user: string) => Promise<boolean>;
  /** Learns and drops what is due, of everybody. */
  readonly prune: (signal: AbortSignal) => Promise<{ visited: number; removed: number }>;
  readonly damaged: () => number;
  readonly close: () => Promise<void>;
}

/**
 * How often the background is written while it changes. A process that is killed loses no user's
 * record, and of these sums over everybody at most the last seconds.
 */
const SAVE_AFTER_MS = 5000;

/** Whose state, where, and how much of it. */
export interface ApplicationSettings {
  readonly folder: string;
  readonly secret: Uint8Array;
  readonly org: string;
  readonly application: string;
  readonly usersMax: number;
  readonly clock: () => number;
}

/** Opens the state of one application of one organisation. */
export async function openApplication(settings: ApplicationSettings): Promise<ApplicationState> {
  const { secret, org, application, usersMax, clock } = settings;
  const ofOrg = join(settings.folder, folderOf(org));
  const folder = join(ofOrg, application);
  const key = createHmac('sha256', secret).update(`${org}\u0000${application}`).digest();
  const files = openRecordFiles(join(folder, 'users'));
  const background = await openPopulationFile(join(folder, 'population.json'));
  const { population } = background;
  const queue = createOneAtATime();
  const log = openAssessmentLog(folder);
  const nameOf = (user: string): string => createHmac('sha256', key).update(user).digest('hex');
  let users: Promise<number> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const saveSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A full disk: the next change tries again, and the records say it first.
      saving = background.save().catch(() => undefined);
    }, SAVE_AFTER_MS).unref();
  };
  const counted = (by: number): void => {
    users = users?.then((known) => known + by);
  };
  const hasRoom = async (): Promise<boolean> => {
    users ??= countOf(files.names());
    return (await users) < usersMax;
  };
  let isNamed = false;
  const write = async (name: string, record: UserRecord, isNew: boolean): Promise<boolean> => {
    if (isNew && !(await hasRoom())) return false;
    await files.write(name, record);
    // So that who has gone is found and dropped when nobody asks for the application any more.
    if (!isNamed) await writeOrganisation(ofOrg, org);
    isNamed = true;
    if (isNew) counted(1);
    saveSoon();
    return true;
  };

  return {
    population,
    nameOf,
    names: createNameSeal(key),
    digestKey: createDigestKey(key),
    log,
    damaged: files.damaged,
    change: (user, change) => {
      const name = nameOf(user);
      return queue.run(name, async () => {
        const known = await files.read(name);
        const before = settleRecord(known ?? EMPTY_RECORD, clock(), population);
        const { record, result } = await change(before);
        const next = record ?? before;
        if (next === (known ?? EMPTY_RECORD)) return { result, kept: true };
        return { result, kept: await write(name, next, known === undefined) };
      });
    },
    remove: (user) => {
      const name = nameOf(user);
      return queue.run(name, async () => {
        const there = await files.remove(name);
        if (there) counted(-1);
        await log.forget(name);
        return there;
      });
    },
    prune: async (signal) => {
      let visited = 0;
      let removed = 0;
      for await (const name of files.names()) {
        if (signal.aborted) break;
        await queue.run(name, async () => {
          const known = await files.read(name);
          if (known === undefined) return;
          visited += 1;
          const next = pruneRecord(settleRecord(known, clock(), population), clock());
          if (next !== null) return files.write(name, next);
          removed += 1;
          counted(-1);
          await files.remove(name);
        });
      }
      saveSoon();
      return { visited, removed };
    },
    close: async () => {
      clearTimeout(timer);
      await queue.idle();
      await saving;
      await background.save();
    },
  };
}

/** An organisation's name may be anything; a folder's may not. */
export function folderOf(org: string): string {
  return createHash('sha256').update(org).digest('hex').slice(0, 32);
}

async function countOf(names: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const _ of names) count += 1;
  return count;
}
