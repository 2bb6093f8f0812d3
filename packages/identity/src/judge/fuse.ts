import { type Decision, rankOf } from '../decision/decision.ts';
import { decide, type Thresholds } from '../decision/thresholds.ts';
import type { JudgeVote } from './judge-buckets.ts';

/** No vote is worth more than this in nats … */
const JUDGE_NATS_MAX = 0.9;
/** … nor more than this share of the least distance between two thresholds: one step at most. */
const GAP_SHARE_MAX = 0.45;

/** What stages one and two come to, before a judge is heard. */
export interface Stance {
  /** The sum of both stages in nats. */
  readonly score: number;
  /** What stage one would decide, and what stage two would. */
  readonly scorer: Decision;
  readonly pattern: Decision;
}

/** The outcome of the three stages. */
export interface Fusion {
  readonly decision: Decision;
  /** What the judge added to the score. */
  readonly contribution: number;
  /** Whether the vote was set aside because no stage held what it would have led to. */
  readonly setAside: boolean;
}

/** Whether there is anything to judge: the first two stages must disagree. */
export function isDisagreement({ scorer, pattern }: Stance): boolean {
  return (scorer === 'allow') !== (pattern === 'allow');
}

/**
 * The decision of all three stages. The judge is bounded four ways, and a test exhausts them: it
 * is not heard when the others agree; its vote moves the score by less than half the distance of
 * two thresholds, so by one step at most; it may only lead to what a stage had decided by itself;
 * and it leads neither to `deny` nor away from it.
 */
export function fuse(stance: Stance, thresholds: Thresholds, vote: JudgeVote | null): Fusion {
  const base = decide(stance.score, thresholds);
  const silent: Fusion = { decision: base, contribution: 0, setAside: false };
  if (vote === null || vote === 'unclear' || !isDisagreement(stance)) return silent;
  const cap = judgeCap(thresholds);
  const contribution = vote === 'inconsistent' ? cap : -cap;
  const moved = decide(stance.score + contribution, thresholds);
  if (moved === base) return { decision: base, contribution, setAside: false };
  const held = moved === stance.scorer || moved === stance.pattern;
  const oneStep = Math.abs(rankOf(moved) - rankOf(base)) === 1;
  if (!held || !oneStep || base === 'deny' || moved === 'deny')
    return { ...silent, setAside: true };
  return { decision: moved, contribution, setAside: false };
}

/** How much a vote moves the score, given how close the thresholds are. */
export function judgeCap({ notify, stepUp, deny }: Thresholds): number {
  const gaps = [stepUp - notify, ...(deny === null ? [] : [deny - stepUp])];
  return Math.min(JUDGE_NATS_MAX, GAP_SHARE_MAX * Math.max(0, Math.min(...gaps)));
}
