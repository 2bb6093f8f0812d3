import type { HostReport } from './sweep-report.ts';

const EXIT = { clean: 0, found: 1, incomplete: 3, interrupted: 130 } as const;

/**
 * The exit code of a sweep (DESIGN.md "The commands"). A finding counts on a host that was not
 * wholly seen too, and wins over what could not be covered.
 *
 * @param planned how many hosts should have been swept
 */
export function exitCodeOf(
  hosts: readonly Pick<HostReport, 'status' | 'findings'>[],
  { planned, aborted }: { readonly planned: number; readonly aborted: boolean },
): number {
  if (aborted) return EXIT.interrupted;
  const alerting = hosts.some(({ findings }) =>
    findings.some(({ disposition }) => disposition !== 'benign'),
  );
  if (alerting) return EXIT.found;
  const whole = hosts.length >= planned && hosts.every(({ status }) => status === 'clean');
  return whole ? EXIT.clean : EXIT.incomplete;
}
