import type { ShapeHit } from '@vedette/executions';

import type { Near } from './shape-vectors.ts';

/** As its authors set it (Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114). */
const K = 60;
const WHY = 'the model finds it like the question';

/**
 * One ranking of two, by reciprocal rank fusion: what both find comes first, and neither alone can
 * hide what the other found.
 */
export function fuseRankings(hits: readonly ShapeHit[], nearest: readonly Near[]): ShapeHit[] {
  const fused = new Map(hits.map((hit, at) => [hit.id, { ...hit, score: 1 / (K + at + 1) }]));
  for (const [at, { id }] of nearest.entries()) {
    const before = fused.get(id) ?? { id, score: 0, why: [] };
    const score = before.score + 1 / (K + at + 1);
    fused.set(id, { id, score, why: [...before.why, WHY] });
  }
  return [...fused.values()].toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
