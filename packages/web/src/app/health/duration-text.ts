const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A length of time in its largest unit: `15 minutes`, `1 day`, `0 seconds`. */
export function durationText(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? ['second', 1_000];
  const number = Math.round(ms / size);
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
