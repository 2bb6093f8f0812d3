import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { UNFINISHED, writeWhole } from '../../state/write-whole.ts';
import { Notification } from '../notification.ts';
import type { Delivery } from '../notifier.ts';

/** As many wait for a receiver; who was away for so long looks at the list instead. */
const PENDING_MAX = 1_000;
/** Delivered ones that are remembered, so that a second fold after a crash tells nobody twice. */
const DONE_MAX = 2_000;
const TIME_DIGITS = 15;
const DAMAGED = '.damaged';
const NAME = /^\d{15}-([0-9a-z-]{1,64})\.json$/;

const Stored = z.strictObject({
  id: z.string(),
  createdMs: z.number().int().nonnegative(),
  notification: Notification,
});

/** What is still to be told to one receiver, and what was: a file each, so that a crash loses none. */
export interface Outbox {
  /** Durable on return. False for one that is known already. */
  readonly add: (delivery: Delivery) => Promise<boolean>;
  /** What waits, oldest first. */
  readonly pending: () => readonly Delivery[];
  /** It was told, or given up: it is not pending any more, and not taken in again. */
  readonly settle: (id: string) => Promise<void>;
  /** Given up because too many wait. */
  readonly overflowed: () => number;
  /** Files that could not be read, which are set aside. */
  readonly damaged: () => number;
}

/** How much an outbox holds. */
export interface OutboxLimits {
  readonly pendingMax?: number;
  readonly doneMax?: number;
}

/** Opens an outbox as it was left. One at a time to a folder. */
export async function openOutbox(
  folder: string,
  { pendingMax = PENDING_MAX, doneMax = DONE_MAX }: OutboxLimits = {},
): Promise<Outbox> {
  const files = { pending: join(folder, 'pending'), done: join(folder, 'done') };
  await mkdir(files.pending, { recursive: true, mode: 0o700 });
  await mkdir(files.done, { recursive: true, mode: 0o700 });
  const read = await readPending(files.pending);
  const pending = new Map(read.deliveries.map((delivery) => [delivery.id, delivery]));
  const done = new Map((await namesIn(files.done)).map((name) => [idOf(name), name]));
  let overflowed = 0;

  const settle = async (id: string): Promise<void> => {
    const delivery = pending.get(id);
    if (delivery === undefined) return;
    const name = nameOf(delivery);
    // First of all, so that what is under way twice is done once.
    pending.delete(id);
    done.set(id, name);
    await rename(join(files.pending, name), join(files.done, name));
    await syncFolder(files.done);
    await syncFolder(files.pending);
    for (const [oldest, file] of done) {
      if (done.size <= doneMax) break;
      done.delete(oldest);
      await rm(join(files.done, file), { force: true });
    }
  };

  return {
    add: async (delivery) => {
      if (pending.has(delivery.id) || done.has(delivery.id)) return false;
      await writeWhole(join(files.pending, nameOf(delivery)), JSON.stringify(delivery));
      pending.set(delivery.id, delivery);
      for (const { id } of pending.values()) {
        if (pending.size <= pendingMax) break;
        overflowed += 1;
        await settle(id);
      }
      return true;
    },
    pending: () => [...pending.values()],
    settle,
    overflowed: () => overflowed,
    damaged: () => read.damaged,
  };
}

async function readPending(
  folder: string,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly damaged: number }> {
  const deliveries: Delivery[] = [];
  let damaged = 0;
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    const delivery = parse(await readFile(file, 'utf8'));
    if (delivery !== null && nameOf(delivery) === name) {
      deliveries.push(delivery);
      continue;
    }
    // Whatever is wrong with it: the others go out, and a person can look at it.
    damaged += 1;
    await rename(file, `${file}${DAMAGED}`);
  }
  return { deliveries, damaged };
}

/** Names by time; halves of writes are cleared away. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  for (const name of names) {
    if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true });
  }
  return names.filter((name) => NAME.test(name)).toSorted();
}

function parse(text: string): Delivery | null {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function nameOf({ id, createdMs }: Delivery): string {
  return `${String(createdMs).padStart(TIME_DIGITS, '0')}-${id}.json`;
}

function idOf(name: string): string {
  return NAME.exec(name)?.[1] ?? name;
}

async function syncFolder(folder: string): Promise<void> {
  await using entries = await open(folder, 'r');
  await entries.sync();
}
