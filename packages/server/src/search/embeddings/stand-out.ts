/** In spreads above the middle; of what is spread like a bell, one in 700 is there by chance. */
const SPREADS_ABOVE = 3;
/** Of a bell, its standard deviation by its median deviation (Hampel 1974, doi:10.1080/01621459.1974.10482962). */
const SPREAD_OF_BELL = 1.4826;
/** Likenesses that differ by less differ by rounding. */
const SPREAD_MIN = 0.001;

/**
 * The likeness from which on something is like a question, by the likenesses of everything to it, each
 * in [-1, 1]: far above their median, by their median deviation from it. Models differ in what they
 * give to what has nothing in common, from 0 to 0.8: what stands out does not depend on it, and where
 * all is equally like a question nothing does. Infinity for nothing.
 */
export function standsOutFrom(likenesses: Float64Array): number {
  if (likenesses.length === 0) return Infinity;
  const middle = medianOf(likenesses);
  const deviations = likenesses.map((likeness) => Math.abs(likeness - middle));
  const spread = Math.max(SPREAD_MIN, medianOf(deviations) * SPREAD_OF_BELL);
  return middle + SPREADS_ABOVE * spread;
}

/** The lower one of two. */
function medianOf(values: Float64Array): number {
  return values.toSorted()[(values.length - 1) >> 1] ?? 0;
}
