import { createHash } from 'node:crypto';

import type { ServerFinding } from './finding.ts';
import { keyOf, type OrgBook } from './findings-book.ts';

const DIGITS = 12;
const LETTERS = { sweep: 's', executions: 'x', 'sign-ins': 'i' } as const;

/**
 * The id of what a key is about in an organisation. Where the first digits of its fingerprint are
 * taken by another finding, by chance or by search, the next ones serve.
 */
export function findingId(
  book: OrgBook,
  of: Pick<ServerFinding, 'watch' | 'subject'>,
  key: string,
): string {
  const letter = LETTERS[of.watch];
  for (let round = 0; ; round += 1) {
    const text = JSON.stringify([book.org, keyOf(of, key), round]);
    const id = `${letter}-${createHash('sha256').update(text).digest('hex').slice(0, DIGITS)}`;
    if (!book.findings.has(id)) return id;
  }
}
