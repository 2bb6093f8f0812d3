/**
 * The share of attacks found when a given share of legitimate sign-ins is challenged. Ties at the
 * threshold are challenged in part, at random, as a score of few values otherwise has no such
 * point.
 */
export function foundAt(
  legitimate: readonly number[],
  attacks: readonly number[],
  rate: number,
): number {
  if (attacks.length === 0 || legitimate.length === 0) return Number.NaN;
  const sorted = legitimate.toSorted((a, b) => b - a);
  const budget = rate * sorted.length;
  const threshold = sorted[Math.min(sorted.length - 1, Math.floor(budget))] ?? 0;
  const above = countOf(sorted, (score) => score > threshold);
  const ties = countOf(sorted, (score) => score === threshold);
  const share = ties === 0 ? 0 : Math.min(1, Math.max(0, (budget - above) / ties));
  const found =
    countOf(attacks, (score) => score > threshold) +
    share * countOf(attacks, (score) => score === threshold);
  return found / attacks.length;
}

/** The share of legitimate sign-ins challenged when a given share of attacks is found. */
export function challengedAt(
  legitimate: readonly number[],
  attacks: readonly number[],
  found: number,
): number {
  return foundAt(attacks, legitimate, found);
}

function countOf(scores: readonly number[], is: (score: number) => boolean): number {
  let count = 0;
  for (const score of scores) if (is(score)) count += 1;
  return count;
}
