/** Looked at of each ranking: what fits on a page. */
const SHOWN = 10;

/** How good a ranking is: both 1 where all that answers comes first. */
export interface RankingFigures {
  /** Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002). */
  readonly ndcg: number;
  /** Share of what answers, at most ten, that is among the first ten. */
  readonly recall: number;
}

/** Judges the numbers of documents, best first, by which of them answer. */
export function judgeRanking(
  ranking: readonly number[],
  answers: ReadonlySet<number>,
): RankingFigures {
  const gainAt = (at: number): number => 1 / Math.log2(at + 2);
  const most = Math.min(SHOWN, answers.size);
  let gain = 0;
  let found = 0;
  for (const [at, document] of ranking.slice(0, SHOWN).entries()) {
    if (!answers.has(document)) continue;
    gain += gainAt(at);
    found += 1;
  }
  const ideal = Array.from({ length: most }, (_, at) => gainAt(at)).reduce((sum, x) => sum + x, 0);
  return { ndcg: gain / ideal, recall: found / most };
}
