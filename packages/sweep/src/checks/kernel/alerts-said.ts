import type { Item } from '../drift/probe-fixture.ts';

/** For tests: `KEY CHECK:DISPOSITION:SEVERITY` of all that is not benign, sorted. */
export function alertsSaid(items: readonly Item[]): string[] {
  return items
    .flatMap(({ key, verdicts }) =>
      verdicts
        .filter(({ disposition }) => disposition !== 'benign')
        .map(
          ({ check, disposition, severity, onChange }) =>
            `${key} ${check}:${disposition}:${severity}${onChange ? ':on-change' : ''}`,
        ),
    )
    .toSorted();
}
