/**
 * The sections of the probe, in the order they run: what is cheap and vanishes first comes first,
 * what may block on a hung file system comes last. Each is `probe/sections/NAME.sh`, a function
 * `sec_NAME`.
 */
export const SECTIONS = [
  'host',
  'processes',
  'kernel',
  'preload',
  'accounts',
  'ssh',
  'scheduled',
  'startup',
  'login',
  'names',
  'containers',
  'hidden',
  'setuid',
] as const;

export type SectionName = (typeof SECTIONS)[number];
