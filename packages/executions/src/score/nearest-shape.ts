import type { ShapeRecord } from '../baseline/shape-record.ts';
import type { Shape } from '../shape/shape.ts';

/** The most similar thing that the workload does. */
export interface NearestShape {
  readonly argv: readonly string[];
  /** 0 for the same thing, 1 for nothing in common. */
  readonly distance: number;
}

/** What a difference in each part is worth; together 1. */
const PARTS = { program: 0.4, arguments: 0.35, network: 0.1, lineage: 0.1, user: 0.05 } as const;

/** The exact nearest of all shapes; ties go to the smaller key, so the order does not matter. */
export function nearestShape(
  records: Iterable<ShapeRecord>,
  shape: Shape,
  same?: ShapeRecord,
): NearestShape | null {
  if (same !== undefined && isNormal(same)) return { argv: same.argv, distance: 0 };
  const words = new Set(shape.words);
  const network = new Set(shape.network);
  let best: ShapeRecord | null = null;
  let least = Infinity;
  for (const record of records) {
    if (!isNormal(record)) continue;
    const distance = distanceTo(record, shape, words, network, least);
    if (distance < least || (distance === least && best !== null && record.key < best.key)) {
      best = record;
      least = distance;
    }
  }
  return best === null ? null : { argv: best.argv, distance: Number(least.toFixed(6)) };
}

/** What was only alerted about is nothing normal. */
function isNormal({ days, confirmedMs }: ShapeRecord): boolean {
  return confirmedMs !== null || days.some(({ learned, watched }) => learned + watched > 0);
}

function distanceTo(
  record: ShapeRecord,
  shape: Shape,
  words: ReadonlySet<string>,
  network: ReadonlySet<string>,
  least: number,
): number {
  let distance = record.name === shape.name ? 0 : PARTS.program;
  if (record.parent !== shape.parent) distance += PARTS.lineage;
  if (record.user !== shape.user) distance += PARTS.user;
  if (distance > least) return distance;
  distance += PARTS.arguments * unlike(record.words, words);
  return distance + PARTS.network * unlike(record.network, network);
}

/** One minus the share of words that both have (Jaccard). */
function unlike(theirs: readonly string[], ours: ReadonlySet<string>): number {
  if (theirs.length === 0 && ours.size === 0) return 0;
  let common = 0;
  for (const word of theirs) if (ours.has(word)) common += 1;
  return 1 - common / (theirs.length + ours.size - common);
}
