import {
  createPopulation,
  type Population,
  readSnapshot,
  snapshotPopulation,
} from '@vedette/identity';
import type { AuthContext } from 'better-auth';
import { z } from 'zod';

import type { Counters } from '../runtime/counters.ts';

type Adapter = AuthContext['adapter'];
/** Something that was learned, to be learned again into a newer background. */
type Lesson = (population: Population) => void;

/** The background of all users: in memory in every process, merged through the database. */
export interface SharedPopulation {
  /** @throws whatever the store throws, when it was never read */
  readonly read: (adapter: Adapter) => Promise<Population>;
  readonly learn: (lesson: Lesson) => void;
  /** Lessons that are not kept yet. */
  readonly waiting: () => number;
  readonly flush: (adapter: Adapter, nowMs: number) => Promise<void>;
}

const MODEL = 'vedettePopulation';
const NAME = 'all';
/** Lessons that wait at most: a store that is down must not fill the memory. */
const LESSONS_MAX = 500;
/** Processes that flush at the same moment. */
const TRIES_MAX = 8;

const Row = z.object({ id: z.coerce.string(), snapshot: z.unknown(), revision: z.coerce.number() });
type Row = z.infer<typeof Row>;

/**
 * A background that several processes share. Each keeps a copy and the lessons since its last
 * flush; a flush applies them to what is kept by then, so no process overwrites another's.
 */
export function createSharedPopulation(counters: Counters): SharedPopulation {
  let current: Promise<Population> | null = null;
  let lessons: Lesson[] = [];
  const load = async (adapter: Adapter): Promise<Population> => {
    const { population } = await readKept(adapter, counters);
    for (const lesson of lessons) lesson(population);
    return population;
  };
  return {
    waiting: () => lessons.length,
    read: (adapter) => {
      if (current !== null) return current;
      const loading = load(adapter);
      current = loading;
      // The next sign-in asks again.
      loading.catch(() => {
        if (current === loading) current = null;
      });
      return loading;
    },
    learn: (lesson) => {
      counters.count('learned');
      if (lessons.length >= LESSONS_MAX) {
        lessons.shift();
        counters.count('storeFailures');
      }
      lessons.push(lesson);
      current?.then(lesson, () => undefined);
    },
    flush: async (adapter, nowMs) => {
      for (let tried = 0; tried < TRIES_MAX; tried += 1) {
        const told = [...lessons];
        const { row, population } = await readKept(adapter, counters);
        for (const lesson of told) lesson(population);
        const kept = told.length === 0 || (await replace(adapter, { row, population, nowMs }));
        if (!kept) {
          counters.count('conflicts');
          continue;
        }
        lessons = lessons.filter((lesson) => !told.includes(lesson));
        for (const lesson of lessons) lesson(population);
        current = Promise.resolve(population);
        return;
      }
    },
  };
}

async function readKept(
  adapter: Adapter,
  counters: Counters,
): Promise<{ row: Row | null; population: Population }> {
  const found: unknown = await adapter.findOne({
    model: MODEL,
    where: [{ field: 'name', value: NAME }],
  });
  if (found === null) return { row: null, population: createPopulation() };
  const row = Row.parse(found);
  try {
    return { row, population: createPopulation(readSnapshot(JSON.stringify(row.snapshot))) };
  } catch {
    // Damaged: a new background is begun, which costs accuracy for some days and no sign-in.
    counters.count('storeFailures');
    return { row, population: createPopulation() };
  }
}

async function replace(
  adapter: Adapter,
  kept: { readonly row: Row | null; readonly population: Population; readonly nowMs: number },
): Promise<boolean> {
  const { row, population, nowMs } = kept;
  const set = { snapshot: snapshotPopulation(population), updatedAt: new Date(nowMs) };
  if (row !== null) {
    const won: unknown = await adapter.incrementOne({
      model: MODEL,
      where: [
        { field: 'id', value: row.id },
        { field: 'revision', value: row.revision },
      ],
      increment: { revision: 1 },
      set,
    });
    return won !== null;
  }
  try {
    await adapter.create({ model: MODEL, data: { name: NAME, revision: 1, ...set } });
    return true;
  } catch {
    // Another process made the row in between; a store that is down fails at the next reading.
    return false;
  }
}
