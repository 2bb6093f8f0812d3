/**
 * Sections whose items come and go by themselves (processes, loaded modules, containers): their
 * absence says nothing, and what was once normal is remembered for a while, so that a service that
 * is stopped and started again is not news.
 */
export const VOLATILE_SECTIONS: ReadonlySet<string> = new Set([
  'processes',
  'kernel',
  'containers',
  'hidden',
]);

/** How long what comes and goes is remembered after it was last seen. */
export const VOLATILE_MEMORY_MS = 90 * 24 * 60 * 60 * 1000;
