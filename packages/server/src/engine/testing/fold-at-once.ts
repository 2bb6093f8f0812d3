import type { FindingChange } from '../../findings/finding-change.ts';
import type { JournalRecord } from '../../journal/journal.ts';
import type { CoverageRow, EventRow } from '../../store/events/event-store.ts';
import { Fold } from '../fold.ts';
import { FOLD_SETTINGS, type FoldSettings } from '../fold-settings.ts';

/** What a fold of a whole journal came to. */
export interface FoldedAtOnce {
  readonly fold: Fold;
  readonly rows: readonly EventRow[];
  readonly coverage: readonly CoverageRow[];
  readonly changes: readonly FindingChange[];
}

/** Folds a journal without stopping: what every other way of folding it must come to as well. */
export function foldAtOnce(
  records: readonly JournalRecord[],
  settings: Partial<FoldSettings> = {},
): FoldedAtOnce {
  const rows: EventRow[] = [];
  const coverage: CoverageRow[] = [];
  const changes: FindingChange[] = [];
  const fold = new Fold(
    { ...FOLD_SETTINGS, ...settings },
    {
      event: (row) => void rows.push(row),
      coverage: (row) => void coverage.push(row),
      changed: (change) => void changes.push(change),
    },
  );
  for (const [at, record] of records.entries())
    for (const _ of fold.take({ position: at + 1, record }));
  return { fold, rows, coverage, changes };
}
