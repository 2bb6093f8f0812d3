import { missingRequirements } from '../hosts/index.ts';

/** What this machine lacks to watch its executions, for the `skip` option of node:test. */
export function missingForSensor(programs: readonly string[] = []): string | false {
  return missingRequirements(['nsenter', 'setpriv', 'unshare', ...programs]);
}
