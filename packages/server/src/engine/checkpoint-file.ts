import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { VedetteError } from '@vedette/core';
import { z } from 'zod';

import { writeWhole } from '../state/write-whole.ts';
import { FoldState } from './fold-state.ts';

const FILE = 'checkpoint.json';
const FORMAT = 1;

/** A version of a workload's table; its organisation is said once for all of them. */
const Named = z.strictObject({
  workload: z.string(),
  table: z.string(),
  version: z.number().int().nonnegative(),
});

/** The state of a fold at one entry, and where the baselines are that belong to it. */
export const Checkpoint = z.strictObject({
  fold: FoldState,
  /** By organisation, each in the order in which its workloads were first seen. */
  tables: z.array(z.tuple([z.string(), z.array(Named)])),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

const Head = z.strictObject({ format: z.literal(FORMAT), sha256: z.string() });

/** Where the checkpoint of a state folder is. */
export function checkpointPath(folder: string): string {
  return join(folder, FILE);
}

/** Replaces the checkpoint, wholly or not at all; on the disk when it resolves. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const body = JSON.stringify(checkpoint);
  const head = JSON.stringify({ format: FORMAT, sha256: hash('sha256', body) });
  await writeWhole(checkpointPath(folder), `${head}\n${body}\n`);
}

/**
 * The checkpoint of a folder, undefined where there is none.
 *
 * @throws `checkpoint-unreadable` where there is one that is not whole.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const file = checkpointPath(folder);
  try {
    const text = await textOf(file);
    return text === undefined ? undefined : parseCheckpoint(text);
  } catch (error) {
    const cause = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new VedetteError('checkpoint-unreadable', { file, cause: cause.slice(0, 1_000) });
  }
}

function parseCheckpoint(text: string): Checkpoint {
  const [head = '', body = ''] = text.split('\n', 2);
  const { sha256 } = Head.parse(JSON.parse(head));
  if (hash('sha256', body) !== sha256) throw new Error('its digest is another one');
  return Checkpoint.parse(JSON.parse(body));
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
