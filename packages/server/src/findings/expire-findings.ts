import type { FindingChange } from './finding-change.ts';
import type { FindingsBook } from './findings-book.ts';
import { expireTrees } from './process-trees.ts';
import { reopen } from './reopen-finding.ts';

/**
 * Opens what was expected until now, and lets go of process trees that have been quiet, changing
 * the book in place. `nowMs` must come from the journal (the time of its next entry), so that a
 * second fold does the same.
 */
export function expireFindings(
  findings: FindingsBook,
  nowMs: number,
): { readonly changes: readonly FindingChange[] } {
  const changes: FindingChange[] = [];
  for (const book of findings.orgs.values()) {
    expireTrees(book, nowMs);
    for (const { finding } of [...book.findings.values()]) {
      // An earlier one of this round may have opened it already, as covered by its own.
      const kept = book.findings.get(finding.id);
      if (kept === undefined || kept.finding.life.state !== 'expected') continue;
      const { untilMs } = kept.finding.life;
      if (untilMs === null || untilMs > nowMs) continue;
      changes.push(...reopen(book, kept, { atMs: nowMs, because: 'expired' }));
    }
  }
  return { changes };
}
