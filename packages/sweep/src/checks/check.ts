import type { Disposition, Severity } from '@vedette/core';

/**
 * When a check fires: every code of `all`, at least one of each group of `any`, none of `none`.
 * The first rule of a check that matches decides. Rules are data because they are evaluated twice,
 * on the host (compiled to awk) and on the controller, which takes the lower of the two verdicts.
 */
export interface Rule {
  readonly disposition: Disposition;
  readonly severity: Severity;
  readonly all?: readonly string[];
  readonly any?: readonly (readonly string[])[];
  readonly none?: readonly string[];
  /**
   * Holds only for what is new or changed against the host's baseline, or only for what changed;
   * else it is benign.
   */
  readonly onChange?: true | 'changed';
}

/** One thing a sweep looks for. */
export interface Check {
  /** Kebab-case, stable: it is in JSON output, baselines and `--only`. */
  readonly id: string;
  readonly title: string;
  /** Why it matters, one or two sentences for somebody who is not a security analyst. */
  readonly why: string;
  /** The subject of the records it judges: `process`, or the subject of an `item`. */
  readonly subject: string;
  /** The section of the probe that sees it; more than one may be needed. */
  readonly sections: readonly string[];
  /** MITRE ATT&CK technique ids. */
  readonly attack: readonly string[];
  /** Benign things that look alike, each with how it is told apart. */
  readonly lookAlikes: readonly string[];
  /** What to do when it fires; `{fact}` is filled from the finding's facts. */
  readonly next: string;
  /** One sentence for the finding; `{fact}` is filled from the finding's facts. */
  readonly summary: string;
  readonly rules: readonly Rule[];
  /** For what should stay: an item of the baseline that a complete sweep no longer sees is ambiguous. */
  readonly removed?: { readonly severity: Severity };
}
