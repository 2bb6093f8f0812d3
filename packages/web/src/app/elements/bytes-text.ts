const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const STEP = 1_000;

/** A size as a person reads it: `900 B`, `1.2 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let at = 0;
  // By what is shown, so that 999,999 bytes are 1.0 MB and never 1000.0 kB.
  while (at < UNITS.length - 1 && Number(value.toFixed(at === 0 ? 0 : 1)) >= STEP) {
    value /= STEP;
    at += 1;
  }
  return `${at === 0 ? value : value.toFixed(1)} ${UNITS[at] ?? 'B'}`;
}
