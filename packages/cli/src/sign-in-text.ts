import { escapeText } from '@vedette/core';
import type { Assessment } from '@vedette/identity';

/** Reasons on one line; `--json` has them all. */
const REASONS_SHOWN = 4;

/** What a replay came to. */
export interface SignInTotals {
  assessed: number;
  challenged: number;
  notified: number;
  /** Attempts with a wrong password: they are no sign-ins, they count against the next one. */
  failed: number;
  unreadable: number;
}

/** One sign-in that was not simply allowed. */
export function signInLine({
  index,
  user,
  assessment: { atMs, decision, score, reasons },
}: {
  readonly index: number;
  readonly user: string;
  readonly assessment: Assessment;
}): string {
  const when = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
  const why = reasons
    .filter(({ contribution }) => contribution > 0)
    .slice(0, REASONS_SHOWN)
    .map(({ text, contribution }) => `${text} (+${contribution.toFixed(1)})`)
    .join(' · ');
  return `${String(index).padStart(8)}  ${when}  ${escapeText(user)}  ${decision}  ${score.toFixed(1)}  ${why}\n`;
}

/** The last line of a replay. */
export function totalsLine(totals: SignInTotals, users: number): string {
  const { assessed, challenged, notified, failed, unreadable } = totals;
  const share = assessed === 0 ? 0 : (100 * challenged) / assessed;
  const parts = [
    `${assessed} sign-ins of ${users} users`,
    `${challenged} challenged (${share.toFixed(2)} %)`,
    `${notified} notified`,
    `${failed} failed attempts`,
  ];
  if (unreadable > 0) parts.push(`${unreadable} rows were no sign-ins`);
  return `${parts.join(' · ')}\n`;
}
