import type { Reason } from '@vedette/core';

import type { Decision, Mode } from '../decision/decision.ts';
import type { Thresholds } from '../decision/thresholds.ts';
import type { JudgeVote } from '../judge/judge-buckets.ts';
import type { Silence } from '../judge/guarded-judge.ts';
import type { Learnable } from '../learning/learnable.ts';

/** What each stage said of a sign-in. */
export interface StageReport {
  readonly scorer: { readonly score: number; readonly decision: Decision };
  readonly gaussian: {
    /** In [0, 1]: how often a legitimate sign-in is as far out. */
    readonly p: number;
    /** p by the predictive law alone, before it was set right by confirmed sign-ins. */
    readonly lawP: number;
    readonly distance: number;
    readonly score: number;
    readonly decision: Decision;
    /** Shares of the distance by feature (corr-max): what people are shown. */
    readonly shares: Readonly<Record<string, number>>;
    /** Exact Shapley values of the distance, for the audit: they may be negative. */
    readonly shapley: Readonly<Record<string, number>>;
  };
  readonly judge:
    | { readonly asked: false; readonly silence: Silence }
    | {
        readonly asked: true;
        readonly vote: JudgeVote | null;
        readonly silence: Silence | null;
        readonly contribution: number;
        readonly setAside: boolean;
      };
}

/** A sign-in judged. Reasons sum to the score. For the log and the owner, not for the client. */
export interface Assessment {
  readonly id: string;
  readonly atMs: number;
  /** In nats: how much likelier somebody else is than the user, relative to the threshold. */
  readonly score: number;
  /** What the application should do. */
  readonly decision: Decision;
  /** What it would be told in enforce mode. */
  readonly wanted: Decision;
  readonly mode: Mode;
  readonly reasons: readonly Reason[];
  /** What an unauthenticated client may see. */
  readonly categories: readonly string[];
  readonly stages: StageReport;
  readonly thresholds: Thresholds;
  /** Sign-ins of this user that it was compared with. */
  readonly learned: number;
  readonly learnable: Learnable;
}

/** Scoring failed: sign-in goes on, and this is recorded instead of an assessment. */
export interface Unassessed {
  readonly id: string;
  readonly decision: 'allow';
  readonly failure: string;
}
