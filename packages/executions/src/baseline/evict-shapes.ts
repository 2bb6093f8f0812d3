import type { ShapeRecord } from './shape-record.ts';
import { trustOf } from './trust-of.ts';

/**
 * Which shapes are given up for room: the least believed, then the longest unseen. A flood of new
 * shapes so pushes out itself, never what has been normal.
 */
export function leastBelieved(shapes: Iterable<ShapeRecord>, wanted: number): ShapeRecord[] {
  const ranked = [...shapes].map((record) => {
    const { learned, watched } = trustOf(record);
    return { record, nats: learned + watched };
  });
  ranked.sort(
    (a, b) =>
      a.nats - b.nats ||
      a.record.lastSeenMs - b.record.lastSeenMs ||
      (a.record.key < b.record.key ? -1 : 1),
  );
  return ranked.slice(0, wanted).map(({ record }) => record);
}
