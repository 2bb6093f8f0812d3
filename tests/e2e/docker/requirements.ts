import { missingRequirements } from '../hosts/index.ts';

const PROGRAMS = [
  'capsh',
  'containerd',
  'containerd-shim-runc-v2',
  'docker',
  'dockerd',
  'gcc',
  'runc',
];

/** What this machine lacks to run containers on a real host, for the `skip` option of node:test. */
export function missingForDocker(): string | false {
  return missingRequirements(PROGRAMS);
}
