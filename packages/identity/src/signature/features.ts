/**
 * What the Gaussian stage looks at: quantities, not categories. Surprisals stand in for
 * categories and for two-peaked hours, which no Gaussian fits.
 */
export const FEATURES = [
  'hour',
  'pause',
  'network',
  'client',
  'roundTrip',
  'failures',
  'distance',
] as const;

/** Number of features, p in the formulas. */
export const P = FEATURES.length;

/** A value per feature, in the order of {@link FEATURES}; NaN where it is not known. */
export type FeatureVector = readonly number[];
