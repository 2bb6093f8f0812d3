/** The oldest ClickHouse that is still kept by its makers and has all that the queries use. */
export const VERSION_NEEDED: readonly [number, number] = [25, 8];

/** Whether a `version()` is new enough; what cannot be read is not. */
export function isSupported(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const [neededMajor, neededMinor] = VERSION_NEEDED;
  if (Number(major) === neededMajor) return Number(minor) >= neededMinor;
  return Number(major) > neededMajor;
}
