/** A threshold as people set it, to two places; a budget's own may need a third to be told apart. */
export function thresholdText(threshold: number): string {
  return threshold.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 });
}
