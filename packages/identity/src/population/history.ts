/** How long a history is, in steps that young accounts can be told apart by. */
export const HISTORY_STEPS = ['0', '1-3', '4-11', '12-39', '40+'] as const;

/** The index in {@link HISTORY_STEPS} of a number of learned sign-ins. */
export function historyIndex(learned: number): number {
  if (learned < 1) return 0;
  if (learned < 4) return 1;
  if (learned < 12) return 2;
  return learned < 40 ? 3 : 4;
}
