import type { Gap } from './host-shapes.ts';

/** Checks that miss something for the same reason. */
export interface GapGroup {
  readonly effect: Gap['effect'];
  readonly reason: string;
  readonly checks: readonly string[];
}

/** Gaps by their reason: what makes blind first, then what takes most checks with it. */
export function groupGaps(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups = Map.groupBy(gaps, ({ effect, reason }) => `${effect} ${reason}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { effect, reason } = first;
      return [{ effect, reason, checks: [...new Set(group.map(({ check }) => check))] }];
    })
    .toSorted(
      (a, b) =>
        Number(a.effect === 'limited') - Number(b.effect === 'limited') ||
        b.checks.length - a.checks.length,
    );
}
