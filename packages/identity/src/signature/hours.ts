import { decayOver } from './day.ts';

/** Bins of a day, and of a week. */
export const HOURS = 24;
export const WEEKDAYS = 7;

/** Spread of one sign-in over the clock, in hours: covers a changed clock in spring and autumn. */
const KERNEL_SIGMA_HOURS = 1.2;
const KERNEL_REACH = 4;

const KERNEL: readonly number[] = (() => {
  const raw = Array.from({ length: 2 * KERNEL_REACH + 1 }, (_, index) =>
    Math.exp(-(((index - KERNEL_REACH) / KERNEL_SIGMA_HOURS) ** 2) / 2),
  );
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
})();

/** Counts by the hour of the day or the day of the week, that fade by time. */
export interface Histogram {
  readonly asOfDay: number;
  readonly total: number;
  readonly bins: readonly number[];
}

/** A histogram of nothing. */
export function emptyHistogram(bins: number): Histogram {
  return { asOfDay: 0, total: 0, bins: Array.from({ length: bins }, () => 0) };
}

/** The histogram with one more sighting (or, with a negative weight, without one). */
export function addToHistogram(
  histogram: Histogram,
  { bin, day, weight }: { readonly bin: number; readonly day: number; readonly weight: number },
): Histogram {
  const asOfDay = Math.max(day, histogram.asOfDay);
  const fade = decayOver(asOfDay - histogram.asOfDay);
  const late = weight * decayOver(asOfDay - day);
  return {
    asOfDay,
    total: Math.max(0, histogram.total * fade + late),
    bins: histogram.bins.map((count, at) => Math.max(0, count * fade + (at === bin ? late : 0))),
  };
}

/** How much lies around an hour, smoothed around the clock; over all hours it sums to the total. */
export function weightAround(bins: readonly number[], hour: number): number {
  let sum = 0;
  for (let offset = -KERNEL_REACH; offset <= KERNEL_REACH; offset += 1) {
    const count = bins[(hour + offset + HOURS) % HOURS] ?? 0;
    sum += count * (KERNEL[offset + KERNEL_REACH] ?? 0);
  }
  return sum;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** 1 January 1970 was a Thursday; weeks begin on Monday here. */
const EPOCH_WEEKDAY = 3;

/** Hour of the day and day of the week (0 is Monday) at an offset from UTC. */
export function localTime(
  atMs: number,
  utcOffsetMinutes: number,
): { hour: number; weekday: number } {
  const hours = Math.floor(atMs / HOUR_MS + utcOffsetMinutes / 60);
  return {
    hour: ((hours % DAY_HOURS) + DAY_HOURS) % DAY_HOURS,
    weekday: (((Math.floor(hours / DAY_HOURS) + EPOCH_WEEKDAY) % WEEKDAYS) + WEEKDAYS) % WEEKDAYS,
  };
}
