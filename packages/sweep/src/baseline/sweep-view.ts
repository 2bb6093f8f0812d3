import type { Check } from '../checks/check.ts';
import type { Catalog } from '../findings/draft-finding.ts';
import type { Observation } from '../findings/observation.ts';

/** What one sweep of one host saw, in the form that it is compared with the baseline. */
export interface SweepView {
  readonly host: string;
  /** When, as an ISO 8601 UTC time. */
  readonly now: string;
  readonly boot: string;
  /** Whose eyes the probe had; what can be seen depends on it. */
  readonly uid: string;
  readonly observations: readonly Observation[];
  /** Sections whose frames came to their end. */
  readonly complete: ReadonlySet<string>;
  /** Check ids and section names that were blind. */
  readonly blind: ReadonlySet<string>;
  /** The checks that were asked for. */
  readonly selected: readonly Check[];
  /** All checks and evidence there are. */
  readonly catalog: Catalog;
}

/** Checks that judge a subject. */
export function checksOf(subject: string, checks: readonly Check[]): Check[] {
  return checks.filter((check) => check.subject === subject);
}

/** Were all checks of a subject asked for? Only then may something be learned about it. */
export function judgedWholly(subject: string, { selected, catalog }: SweepView): boolean {
  return checksOf(subject, catalog.checks).length === checksOf(subject, selected).length;
}
