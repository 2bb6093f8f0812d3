import type { Baseline } from '../baseline/baseline.ts';
import type { ShapeRecord } from '../baseline/shape-record.ts';
import type { Shape } from '../shape/shape.ts';

/** The most similar thing that the workload does. */
export interface NearestShape {
  readonly argv: readonly string[];
  /** 0 for the same thing, 1 for nothing in common. */
  readonly distance: number;
}

/** The exact nearest of all that is normal; null where nothing is. */
export function nearestShape(baseline: Baseline, shape: Shape): NearestShape | null {
  const same = baseline.find(shape.key);
  if (same !== undefined && isNormal(same)) return { argv: same.argv, distance: 0 };
  const found = baseline.nearest(shape, isNormal);
  if (found === null) return null;
  return { argv: found.record.argv, distance: Number(found.distance.toFixed(6)) };
}

/** What was only alerted about is nothing normal. */
function isNormal({ days, confirmedMs }: ShapeRecord): boolean {
  return confirmedMs !== null || days.some(({ learned, watched }) => learned + watched > 0);
}
