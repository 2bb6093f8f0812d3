import { escapeText } from '@vedette/core';

/** What a host broke the protocol with. */
export type ViolationCode =
  | 'frame'
  | 'section'
  | 'sequence'
  | 'length'
  | 'payload'
  | 'end'
  | 'finish'
  | 'record';

/** One breach of the protocol. */
export interface Violation {
  readonly code: ViolationCode;
  /** What was wrong, in words of ours, with what was sent made inert. */
  readonly detail: string;
}

/** Every breach of one stream: counted, the first few kept. */
export interface ViolationTally {
  readonly count: number;
  readonly first: readonly Violation[];
}

/** The first breach usually explains the rest. */
export const VIOLATIONS_KEPT_MAX = 8;
const SENT_SHOWN_MAX = 80;

/** What was sent, cut and made inert, for the detail of a violation. */
export function shownSent(text: string): string {
  return JSON.stringify(escapeText(text, SENT_SHOWN_MAX));
}

/** Two tallies of one stream as one. */
export function addViolations(a: ViolationTally, b: ViolationTally): ViolationTally {
  return {
    count: a.count + b.count,
    first: [...a.first, ...b.first].slice(0, VIOLATIONS_KEPT_MAX),
  };
}

/** Counts a list of violations, keeping the first few. */
export function tallyViolations(violations: readonly Violation[]): ViolationTally {
  return { count: violations.length, first: violations.slice(0, VIOLATIONS_KEPT_MAX) };
}
