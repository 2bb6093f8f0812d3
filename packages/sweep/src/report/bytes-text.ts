const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
const STEP = 1000;

/** A size as a person reads it: `900 B`, `1.2 MB`. */
export function bytesText(bytes: number): string {
  const power = bytes < STEP ? 0 : Math.floor(Math.log10(bytes) / 3);
  const at = Math.min(power, UNITS.length - 1);
  const value = bytes / STEP ** at;
  return `${at === 0 ? value : value.toFixed(1)} ${UNITS[at] ?? 'B'}`;
}
