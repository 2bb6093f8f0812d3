import type { ServerFinding } from './finding.ts';

/**
 * What happened to a finding. `joined`: something new of the same process tree went into it.
 * `raised`: it is more serious than before. `closed`: by a person, or by a sweep that looked
 * everywhere and did not find it any more.
 */
export type FindingChangeKind =
  | 'opened'
  | 'reopened'
  | 'raised'
  | 'joined'
  | 'acknowledged'
  | 'expected'
  | 'closed';

/** One change of one finding, for those who tell of it. */
export interface FindingChange {
  /** The same whenever the same journal is folded, so that nobody is told twice. */
  readonly id: string;
  readonly kind: FindingChangeKind;
  /** The journal's time of it. */
  readonly atMs: number;
  /** As it is after the change. */
  readonly finding: ServerFinding;
}
