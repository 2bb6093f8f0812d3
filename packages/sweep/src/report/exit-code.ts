import type { ContainedState } from '../findings/contained.ts';
import type { HostReport } from './sweep-report.ts';

const EXIT = { clean: 0, found: 1, incomplete: 3, uncontained: 4, interrupted: 130 } as const;

/** A containment that was due and is not there. What was refused was not due: it is an alert. */
const UNCONTAINED: ReadonlySet<ContainedState> = new Set(['incomplete', 'loose', 'storm']);

/**
 * The exit code of a sweep (DESIGN.md "The commands"). A finding counts on a host that was not
 * wholly seen too, and wins over what could not be covered; a containment that could not be
 * completed wins over both.
 *
 * @param planned how many hosts should have been swept
 */
export function exitCodeOf(
  hosts: readonly Pick<HostReport, 'status' | 'findings' | 'containment'>[],
  { planned, aborted }: { readonly planned: number; readonly aborted: boolean },
): number {
  if (aborted) return EXIT.interrupted;
  if (hosts.some(isUncontained)) return EXIT.uncontained;
  const alerting = hosts.some(({ findings }) =>
    findings.some(({ disposition }) => disposition !== 'benign'),
  );
  if (alerting) return EXIT.found;
  const whole = hosts.length >= planned && hosts.every(({ status }) => status === 'clean');
  return whole ? EXIT.clean : EXIT.incomplete;
}

function isUncontained({
  findings,
  containment = [],
}: Pick<HostReport, 'findings' | 'containment'>): boolean {
  return (
    findings.some(({ contained }) => contained !== undefined && UNCONTAINED.has(contained.state)) ||
    containment.some(({ complete }) => !complete)
  );
}
