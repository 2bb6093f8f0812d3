import { hashText } from './hash-text.ts';
import type { Shape } from '../shape/shape.ts';
import { type ShapedEvent, shapeOf } from '../shape/shape-of.ts';

/** The views of a vector: where each lies and what it counts; the weights sum to 1. */
export const VECTOR_VIEWS = {
  executable: { from: 0, length: 64, weight: 0.35 },
  lineage: { from: 64, length: 32, weight: 0.15 },
  arguments: { from: 96, length: 128, weight: 0.4 },
  network: { from: 224, length: 32, weight: 0.1 },
} as const;

/** Numbers in a vector. */
export const VECTOR_LENGTH = 256;

export type VectorView = keyof typeof VECTOR_VIEWS;

/**
 * An execution as a vector of length at most 1, in four views: deterministic, masked, and the same
 * whatever the order of the arguments. It is for storing and searching; scores come from the
 * words themselves, which do not collide.
 */
export function featureVector(event: ShapedEvent): Float32Array {
  return shapeVector(shapeOf(event));
}

/** The part of a shape, or of its record, that its vector is made of. */
export type VectorShape = Pick<Shape, 'name' | 'place' | 'parent' | 'user' | 'words' | 'network'>;

/** The vector of every event that has this shape. */
export function shapeVector(shape: VectorShape): Float32Array {
  const vector = new Float32Array(VECTOR_LENGTH);
  fill(vector, 'executable', [shape.name, `place ${shape.place}`]);
  fill(vector, 'lineage', [shape.parent, `user ${shape.user}`]);
  fill(vector, 'arguments', [...shape.words].toSorted());
  fill(vector, 'network', [...shape.network].toSorted());
  return vector;
}

/** Signed feature hashing (Weinberger et al. 2009), each view scaled to the root of its weight. */
function fill(vector: Float32Array, name: VectorView, words: readonly string[]): void {
  const { from, length, weight } = VECTOR_VIEWS[name];
  const view = vector.subarray(from, from + length);
  for (const word of words) {
    const hash = hashText(word);
    const at = hash % length;
    view[at] = (view[at] ?? 0) + (hash & 0x8000_0000 ? 1 : -1);
  }
  const norm = Math.hypot(...view);
  if (norm === 0) return;
  for (const [at, value] of view.entries()) view[at] = (value * Math.sqrt(weight)) / norm;
}
