import { existsSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ExecutionEvent } from '@vedette/core';

import { readLines } from '../../scripts/train-prior/attack-examples.ts';

/** The usual split of the recordings: the first 60 % is the past. */
const LEARNED_SHARE = 0.6;

/** One recorded workload in time order, cut into its past and what is to be judged. */
export interface Recording {
  readonly workload: string;
  readonly past: readonly ExecutionEvent[];
  readonly test: readonly ExecutionEvent[];
}

/** Where the data are: `$VEDETTE_DATA`, or beside the project; null where they are not. */
export function findData(): string | null {
  const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url));
  const folder = process.env['VEDETTE_DATA'] ?? beside;
  return existsSync(join(folder, 'executions')) ? folder : null;
}

/** Every recorded workload, by name. */
export function readRecordings(dataFolder: string): Recording[] {
  const folder = join(dataFolder, 'executions');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((file) => {
      const events = readLines(join(folder, file)).map((line) => ExecutionEvent.parse(line));
      const cut = Math.floor(events.length * LEARNED_SHARE);
      const workload = events[0]?.workload ?? basename(file, '.jsonl');
      return { workload, past: events.slice(0, cut), test: events.slice(cut) };
    });
}
