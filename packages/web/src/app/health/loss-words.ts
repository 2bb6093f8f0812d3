/** What the reasons of sensors mean; see docs/guides/sensor.md. */
const WORDS: Readonly<Record<string, string>> = {
  'ring-full-exec': 'the kernel’s ring was full: executions',
  'ring-full-exit': 'the kernel’s ring was full: exits',
  'ring-full-connect': 'the kernel’s ring was full: connections',
  'ring-full-listen': 'the kernel’s ring was full: listeners',
  'ring-full-exec-failed': 'the kernel’s ring was full: failed executions',
  'exec-calls-full': 'too many executions were under way at once',
  'connect-calls-full': 'too many connections were under way at once',
  'program-busy': 'the kernel was already in the sensor’s program',
  'netlink-overrun': 'the kernel announced more than was read in time',
  'started-between-looks': 'started and ended between two looks at /proc',
  malformed: 'records that could not be read',
  memory: 'the sensor’s memory was full',
  internal: 'an error inside the sensor',
  'cpu-exit': 'exits, left out to save CPU',
  'cpu-listen': 'listeners, left out to save CPU',
  'cpu-connect': 'connections, left out to save CPU',
  'cpu-exec-failed': 'failed executions, left out to save CPU',
  other: 'other reasons',
};

/** The reason of a loss in words; null for one that is not known here. */
export function lossWords(reason: string): string | null {
  return Object.hasOwn(WORDS, reason) ? (WORDS[reason] ?? null) : null;
}
