import type { Coverage } from '@vedette/core';

import type { HostState } from './host-state.ts';
import type { SweepView } from './sweep-view.ts';

/** Logins of one host whose view is remembered. */
const LOGINS_MAX = 16;
/** Checks that are named in one line; the rest is a number. */
const NAMED_MAX = 5;

/** The selected checks that saw all that they judge by. */
export function coveredChecks(view: SweepView): string[] {
  return view.selected
    .filter(
      ({ id, subject, sections }) =>
        !view.blind.has(id) &&
        !view.blind.has(subject) &&
        sections.every((section) => view.complete.has(section) && !view.blind.has(section)),
    )
    .map(({ id }) => id);
}

/** A check that the last sweep by the same login could see, and this one could not. */
export function lostCoverage(view: SweepView, state: HostState): Coverage[] {
  const before = state.seen.find(({ uid }) => uid === view.uid)?.checks ?? [];
  const now = new Set(coveredChecks(view));
  const asked = new Set(view.selected.map(({ id }) => id));
  const lost = before.filter((id) => asked.has(id) && !now.has(id));
  if (lost.length === 0) return [];
  const more = lost.length > NAMED_MAX ? ` and ${lost.length - NAMED_MAX} more` : '';
  const reason = `seen at the last sweep, not at this one: ${lost.slice(0, NAMED_MAX).join(', ')}${more}`;
  return [{ check: 'coverage', effect: 'blind', reason }];
}

/** What each login sees, for the next sweep to compare with. */
export function noteCoverage(view: SweepView, state: HostState): HostState['seen'] {
  const asked = new Set(view.selected.map(({ id }) => id));
  const before = state.seen.find(({ uid }) => uid === view.uid)?.checks ?? [];
  const checks = [...before.filter((id) => !asked.has(id)), ...coveredChecks(view)].toSorted();
  const others = state.seen.filter(({ uid }) => uid !== view.uid);
  return [{ uid: view.uid, checks }, ...others].slice(0, LOGINS_MAX);
}
