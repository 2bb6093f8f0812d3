import assert from 'node:assert/strict';

import { NO_FLEET } from '../fleet-knowledge.ts';
import { emptyState, HostState } from '../host-state.ts';
import { type HostReview, reviewHost } from '../review-host.ts';
import type { SweepView } from '../sweep-view.ts';

/** Sweeps one after the other, with the state written and read in between; the last review. */
export function sweeps(...views: readonly SweepView[]): HostReview {
  let state = emptyState('web-1');
  let review: HostReview | undefined;
  for (const each of views) {
    review = reviewHost(each, state, NO_FLEET);
    state = HostState.parse(JSON.parse(JSON.stringify(review.state)));
  }
  assert.ok(review);
  return review;
}

/** What a review says, a line for each finding. */
export function summaries({ findings }: HostReview): string[] {
  return findings.map(({ check, change, summary }) => `${check} ${change ?? '-'} ${summary}`);
}
