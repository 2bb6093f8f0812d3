import { setTimeout } from 'node:timers/promises';

import type { ExecutionEvent } from '@vedette/core';

import type { JournalRecord } from '../../journal/journal.ts';
import type { Engine } from '../engine.ts';
import type { EngineScene } from './engine-scene.ts';
import { batchOf, commandOf, execution } from './records.ts';

export const NOON_MS = Date.UTC(2026, 10, 2, 12);
/** Between two looks at a condition. */
const LOOK_MS = 5;

/** Normal work of one workload, then the end of its learning. */
export const LEARNED: readonly JournalRecord[] = [
  batchOf(
    ['ls -l', 'node /srv/app.js', 'git fetch origin main'].flatMap((command) =>
      Array.from({ length: 20 }, () => execution(command, { t: NOON_MS })),
    ),
    { receivedMs: NOON_MS },
  ),
  commandOf({ do: 'end-learning', workload: 'web' }, NOON_MS),
];

/** An engine that has folded these entries. */
export async function startedEngine(
  scene: EngineScene,
  records: readonly JournalRecord[] = LEARNED,
): Promise<Engine> {
  const engine = scene.engine();
  await engine.start();
  await foldEntries(scene, engine, records);
  return engine;
}

/** Appends entries and waits until they are folded; the position of the last. */
export async function foldEntries(
  scene: EngineScene,
  engine: Engine,
  records: readonly JournalRecord[],
): Promise<number> {
  let position = 0;
  for (const record of records) position = await scene.append(record, engine);
  await engine.settled(position);
  return position;
}

let batches = 0;
/** A batch of its own of one command. */
export function ran(
  command: string,
  t = NOON_MS,
  more: Partial<ExecutionEvent> = {},
): JournalRecord {
  batches += 1;
  return batchOf([execution(command, { t, ...more })], { id: `r${batches}`, receivedMs: t });
}

/** Looks again until it holds; the test's own time-out ends it otherwise. */
export async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(LOOK_MS);
}
