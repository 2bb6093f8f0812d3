/** Turns texts into vectors whose angles tell how alike they mean: any model that does so. */
export interface Embedder {
  /** For messages. */
  readonly name: string;
  /** One unit vector for each text, all of one length; rejects where it cannot. */
  readonly embed: (
    texts: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly Float32Array[]>;
}

const LENGTH_MIN = 1e-9;

/** A vector of length one, so that a product of two is their cosine. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length < LENGTH_MIN)
    throw new Error('a vector without a direction');
  return Float32Array.from(values, (value) => value / length);
}
