import type { Decision } from '../decision/decision.ts';
import { EMPTY_SIGNATURE, type Signature } from '../signature/signature.ts';
import type { Learnable, LearnedEntry } from './learnable.ts';

/** A sign-in that is not learned yet: it waits for its quarantine, or for its challenge. */
export interface PendingSignIn {
  readonly signIn: Learnable;
  readonly decision: Decision;
  /** When it may be learned unasked; null while only a confirmation can do it. */
  readonly settleAtMs: number | null;
  /** When it is forgotten if nothing has happened. */
  readonly expireAtMs: number;
}

/** Everything that is kept of one user. An application stores it as one row. */
export interface UserRecord {
  readonly signature: Signature;
  readonly pending: readonly PendingSignIn[];
  /** The last sign-ins that were learned, to be rolled back if one of them was somebody else. */
  readonly journal: readonly LearnedEntry[];
  /** Sign-ins that were pushed out of the full list of pending ones, never learned. */
  readonly dropped: number;
  /** The user asked not to be learned from. */
  readonly paused: boolean;
}

/** The record of somebody who has never signed in. */
export const EMPTY_RECORD: UserRecord = {
  signature: EMPTY_SIGNATURE,
  pending: [],
  journal: [],
  dropped: 0,
  paused: false,
};

/** More sign-ins than this do not wait at once; a flood cannot grow the record. */
export const PENDING_MAX = 12;
/** So many sign-ins can be rolled back … */
export const JOURNAL_MAX = 12;
/** … for so long. */
export const ROLL_BACK_DAYS = 30;

const HOUR_MS = 3_600_000;

/**
 * How long a sign-in must go unreported before it is learned, by what was wanted. Only where the
 * user was neither told nor asked: whoever was is waited for, or somebody who knows the password
 * would become familiar by being ignored.
 */
const QUARANTINE_HOURS: Readonly<Record<Decision, number>> = {
  allow: 24,
  notify: 168,
  'step-up': 336,
  deny: Number.POSITIVE_INFINITY,
};

/** How long it must go where something in it was new: time for the owner to see the session. */
const NOVEL_HOURS = 72;

/** How long an answer is waited for: of a challenge, and of a notice ("was this you?"). */
const CHALLENGE_HOURS = 1;
const NOTICE_HOURS = 336;

/** What the application did, and what the engine would have done in full. */
export interface Outcome {
  readonly asked: Decision;
  readonly wanted: Decision;
}

/**
 * When a sign-in may be learned: what was odd or new waits longer, even where the mode let it pass
 * unasked.
 */
export function quarantineOf(
  atMs: number,
  { asked, wanted, isNovel }: Outcome & { readonly isNovel: boolean },
): Pick<PendingSignIn, 'settleAtMs' | 'expireAtMs'> {
  if (asked !== 'allow') {
    const waits = asked === 'notify' ? NOTICE_HOURS : CHALLENGE_HOURS;
    return { settleAtMs: null, expireAtMs: atMs + waits * HOUR_MS };
  }
  const hours = Math.max(QUARANTINE_HOURS[wanted], isNovel ? NOVEL_HOURS : 0);
  const settleAtMs = atMs + hours * HOUR_MS;
  return { settleAtMs, expireAtMs: settleAtMs };
}
