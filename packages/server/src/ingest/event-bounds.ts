const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KIB = 1024;

/**
 * What is kept of one event. Constants, not settings: the same bytes must give the same event
 * after a restart. Our sensor stays below all of them.
 */
export const EVENT_BOUNDS = {
  /** Host and workload name a baseline: longer ones are refused, not cut into another's name. */
  nameCharsMax: 256,
  textCharsMax: 256,
  /** `PATH_MAX` of Linux. */
  pathCharsMax: 4_096,
  argvMax: 4_096,
  /** As much as the sensor reads of a command line. */
  argvCharsMax: 256 * KIB,
  /**
   * Of one request, from senders that hide no secrets themselves: to look for them is the dearest
   * part of taking an event. Their batches are some hundred kilobytes.
   */
  foreignCharsMax: 2 * 1024 * KIB,
  /** The same bytes in base64. */
  rawCharsMax: 352 * KIB,
  secretsMax: 256,
  /** A clock may be ahead by a time zone's mistake, */
  aheadMaxMs: 14 * HOUR_MS,
  /** and an event as old as a spool of a host that was cut off for weeks. */
  behindMaxMs: 30 * DAY_MS,
} as const;

/** How long each text may be that is no list. */
export const TEXT_CHARS_MAX = {
  comm: EVENT_BOUNDS.textCharsMax,
  parent: EVENT_BOUNDS.textCharsMax,
  id: EVENT_BOUNDS.textCharsMax,
  parentId: EVENT_BOUNDS.textCharsMax,
  tty: EVENT_BOUNDS.textCharsMax,
  container: EVENT_BOUNDS.textCharsMax,
  unit: EVENT_BOUNDS.textCharsMax,
  exe: EVENT_BOUNDS.pathCharsMax,
  parentExe: EVENT_BOUNDS.pathCharsMax,
  file: EVENT_BOUNDS.pathCharsMax,
  interpreter: EVENT_BOUNDS.pathCharsMax,
  cwd: EVENT_BOUNDS.pathCharsMax,
  cgroup: EVENT_BOUNDS.pathCharsMax,
  image: EVENT_BOUNDS.pathCharsMax,
} as const;

export const TEXT_FIELDS = Object.keys(TEXT_CHARS_MAX).filter(isTextField);

function isTextField(field: string): field is keyof typeof TEXT_CHARS_MAX {
  return field in TEXT_CHARS_MAX;
}
