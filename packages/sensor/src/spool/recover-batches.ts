import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readBatch } from './batch-content.ts';
import { type BatchName, fileNameOf, parseFileName } from './batch-name.ts';
import type { SealedBatch } from './sealed-batches.ts';

/** The receiver refused the sensor rather than the batch: once that is mended, it may take it. */
const RESTORED_STAGES: ReadonlySet<string> = new Set([
  ...['aside-401', 'aside-402', 'aside-403', 'aside-404', 'aside-405', 'aside-407'],
]);

/** What an earlier run left behind. */
export interface Recovered {
  readonly batches: readonly SealedBatch[];
  /** Files that were cut off in the middle of a frame. */
  readonly torn: number;
  readonly restored: { readonly batches: number; readonly events: number };
}

/**
 * Makes every batch of an earlier run ready to be sent, under the id that it had: those that were
 * sealed, those that were being filled when the sensor was killed, and those that were set aside
 * for a reason that a restart may have removed.
 */
export function recoverBatches(folder: string): Recovered {
  const batches: SealedBatch[] = [];
  const restored = { batches: 0, events: 0 };
  let torn = 0;
  for (const file of readdirSync(folder).toSorted()) {
    const parsed = parseFileName(file);
    if (parsed === undefined) continue;
    const path = join(folder, file);
    if (parsed.stage === 'sealed') {
      batches.push({ name: parsed.name, at: { path }, bytes: statSync(path).size });
    } else if (parsed.stage === 'open') {
      const open = sealOpen(folder, path, parsed.name);
      if (open.torn) torn += 1;
      if (open.batch !== undefined) batches.push(open.batch);
    } else if (RESTORED_STAGES.has(parsed.stage)) {
      const name = { ...parsed.name, toldElsewhere: true };
      batches.push(rename(path, join(folder, fileNameOf(name, 'sealed')), name));
      restored.batches += 1;
      restored.events += name.events;
    }
  }
  return { batches, torn, restored };
}

function sealOpen(
  folder: string,
  path: string,
  open: BatchName,
): { readonly batch?: SealedBatch; readonly torn: boolean } {
  const content = readBatch(readFileSync(path));
  const torn = content.torn > 0;
  if (content.records.length === 0 && content.coverage.received === 0) {
    rmSync(path);
    return { torn };
  }
  const name = { ...open, events: content.records.length };
  return { batch: rename(path, join(folder, fileNameOf(name, 'sealed')), name), torn };
}

function rename(from: string, to: string, name: BatchName): SealedBatch {
  renameSync(from, to);
  return { name, at: { path: to }, bytes: statSync(to).size };
}
