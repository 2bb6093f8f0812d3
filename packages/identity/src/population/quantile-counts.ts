/** A histogram over a range of numbers, whose old counts fade as new ones come. */
export interface QuantileCounts {
  readonly add: (value: number) => void;
  readonly total: () => number;
  /** How much lies at or above a value. */
  readonly atOrAbove: (value: number) => number;
  /** The least bin edge at or above which at most this share lies. */
  readonly valueAbove: (share: number) => number;
  readonly snapshot: () => readonly number[];
}

/** Range and resolution of {@link createQuantileCounts}. */
export interface QuantileRange {
  readonly min: number;
  readonly max: number;
  readonly bins: number;
  /** Past this total everything is halved, so that the last so many count most. */
  readonly halveAt: number;
}

/** An empty histogram, or one that was kept. */
export function createQuantileCounts(
  { min, max, bins, halveAt }: QuantileRange,
  from: readonly number[] = [],
): QuantileCounts {
  const counts = Float64Array.from({ length: bins }, (_, at) => from[at] ?? 0);
  let total = counts.reduce((sum, count) => sum + count, 0);
  const width = (max - min) / bins;
  const binOf = (value: number): number =>
    Math.max(0, Math.min(bins - 1, Math.floor((value - min) / width)));
  return {
    add: (value) => {
      if (!Number.isFinite(value)) return;
      const bin = binOf(value);
      counts[bin] = (counts[bin] ?? 0) + 1;
      total += 1;
      if (total < halveAt) return;
      total = 0;
      for (let at = 0; at < bins; at += 1) {
        counts[at] = (counts[at] ?? 0) / 2;
        total += counts[at] ?? 0;
      }
    },
    total: () => total,
    atOrAbove: (value) => {
      const from = binOf(value);
      let sum = 0;
      // Most values asked about are small: the shorter side is summed.
      if (from * 2 < bins) {
        for (let at = 0; at < from; at += 1) sum += counts[at] ?? 0;
        return Math.max(0, total - sum);
      }
      for (let at = from; at < bins; at += 1) sum += counts[at] ?? 0;
      return sum;
    },
    valueAbove: (share) => {
      let sum = 0;
      for (let at = bins - 1; at >= 0; at -= 1) {
        sum += counts[at] ?? 0;
        if (sum > share * total) return min + (at + 1) * width;
      }
      return min;
    },
    snapshot: () => Array.from(counts, (count) => Math.round(count * 1000) / 1000),
  };
}
