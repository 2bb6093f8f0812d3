import { changeFinding, withLife } from './change-finding.ts';
import type { FindingChange } from './finding-change.ts';
import type { OrgBook } from './findings-book.ts';
import type { KeptFinding } from './findings-state.ts';

/** Opens a finding again, and with it all that was covered by its expectation. */
export function reopen(
  book: OrgBook,
  kept: KeptFinding,
  why: { readonly atMs: number; readonly because: 'asked' | 'expired' },
): FindingChange[] {
  return [kept, ...coveredOf(book, kept)]
    .filter(({ finding }) => finding.life.state !== 'open')
    .map((one) => {
      const finding = withLife(one.finding, { state: 'open', ...why });
      const next = { ...one, finding, coveredBy: null };
      return changeFinding(book, next, { kind: 'reopened', atMs: why.atMs });
    });
}

/** What is expected because another finding is. */
export function coveredOf(book: OrgBook, { finding: { id } }: KeptFinding): KeptFinding[] {
  return [...book.findings.values()].filter(
    ({ coveredBy, finding }) => coveredBy === id && finding.life.state === 'expected',
  );
}
