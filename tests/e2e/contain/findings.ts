import type { Finding, HostReport } from '@vedette/sweep';

import { describeCoverage, describeFinding } from '../fixtures/suite/findings-about.ts';

/** The slam-dunk about a process; throws, with all that was said, if there is none. */
function slamDunkOf(report: HostReport, pid: number): Finding {
  const found = report.findings.find(
    ({ disposition, facts }) => disposition === 'slam-dunk' && facts['pid'] === pid,
  );
  if (found !== undefined) return found;
  const said = [describeCoverage(report), ...report.findings.map(describeFinding)];
  throw new Error(`no slam-dunk about ${pid}: ${said.join('\n')}`);
}

/** What a sweep says of the containment of a process. */
export function containedOf(
  report: HostReport,
  pid: number,
): NonNullable<Finding['contained']> | undefined {
  return slamDunkOf(report, pid).contained;
}
