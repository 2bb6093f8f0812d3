/**
 * The sections of the probe, in the order they run: what is cheap and vanishes first comes first,
 * what may block on a hung file system comes last. Each is `probe/sections/NAME.sh`, a function
 * `sec_NAME`, with the awk programs that it needs as shell variables.
 */
export const SECTIONS = [
  { name: 'host', awk: [] },
  { name: 'processes', awk: ['WALK'] },
  { name: 'kernel', awk: [] },
  { name: 'preload', awk: [] },
  { name: 'accounts', awk: [] },
  { name: 'ssh', awk: [] },
  { name: 'scheduled', awk: [] },
  { name: 'startup', awk: [] },
  { name: 'login', awk: [] },
  { name: 'names', awk: [] },
  { name: 'containers', awk: [] },
  { name: 'hidden', awk: [] },
  { name: 'setuid', awk: [] },
] as const;

export type SectionName = (typeof SECTIONS)[number]['name'];
