import { VedetteError } from '@vedette/core';
import type { WorkloadState } from '@vedette/executions';

import type { BaselineStore, TableVersion } from '../store/vectors/baseline-store.ts';
import type { StoredVersions } from './capture-fold.ts';
import { type Checkpoint, checkpointPath, readCheckpoint } from './checkpoint-file.ts';
import { eachAtOnce } from './each-at-once.ts';
import { Fold, type FoldOutput } from './fold.ts';
import type { FoldSettings } from './fold-settings.ts';

/** Tables read at once at the start. */
const TABLES_AT_ONCE = 8;

/** Where a journal begins and ends. */
export interface JournalSpan {
  /** Of the oldest entry that is there, or of the next where there is none. */
  readonly first: number;
  readonly end: number;
}

/** What a fold is recovered from. */
export interface RecoveryParts {
  readonly folder: string;
  readonly journal: JournalSpan;
  readonly baselines: Pick<BaselineStore, 'read'>;
  readonly settings: FoldSettings;
  /** Where to what comes after a position goes. */
  readonly out: (position: number) => FoldOutput | Promise<FoldOutput>;
}

/** A fold as it was at a checkpoint, or at the beginning of a journal that is whole. */
export interface Recovered {
  readonly fold: Fold;
  readonly versions: StoredVersions;
  readonly named: readonly TableVersion[];
}

/**
 * The fold to go on with. Where anything of it is missing it says so, and nothing is overwritten:
 * a baseline that silently began anew would take whatever is there now for normal.
 *
 * @throws `checkpoint-unreadable`, `checkpoint-missing`, `checkpoint-mismatch`,
 *   `baseline-unreadable`.
 */
export async function recoverFold(parts: RecoveryParts): Promise<Recovered> {
  const { folder, journal, baselines, settings, out } = parts;
  const checkpoint = await readCheckpoint(folder);
  const file = checkpointPath(folder);
  if (checkpoint === undefined) {
    const { first } = journal;
    if (first > 1) throw new VedetteError('checkpoint-missing', { first, file });
    return { fold: new Fold(settings, await out(0)), versions: new WeakMap(), named: [] };
  }
  mustFit(file, checkpoint, journal);
  const named = checkpoint.tables.flatMap(([org, tables]) =>
    tables.map((table): TableVersion => ({ org, ...table })),
  );
  const states = await eachAtOnce(named, TABLES_AT_ONCE, (table) => baselines.read(table));
  const byOrg = new Map<string, WorkloadState[]>();
  for (const [at, { org }] of named.entries()) {
    const state = states[at];
    if (state !== undefined) byOrg.set(org, [...(byOrg.get(org) ?? []), state]);
  }
  const fold = new Fold(settings, await out(checkpoint.fold.position), {
    ...checkpoint.fold,
    workloads: [...byOrg],
  });
  const versions: StoredVersions = new WeakMap();
  for (const version of named) {
    const workload = fold.orgs.get(version.org)?.scorer.workload(version.workload);
    if (workload !== undefined) versions.set(workload, version);
  }
  return { fold, versions, named };
}

function mustFit(file: string, { fold }: Checkpoint, { first, end }: JournalSpan): void {
  const { position } = fold;
  const mismatch = (problem: string): VedetteError =>
    new VedetteError('checkpoint-mismatch', { file, position, problem });
  if (position > end) throw mismatch(`ends at ${end}`);
  if (position + 1 < first) throw mismatch(`begins at ${first}`);
}
