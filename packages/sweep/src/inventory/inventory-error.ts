import { VedetteError } from '@vedette/core';

/** One thing that is wrong with an inventory. */
export interface InventoryProblem {
  readonly line: number;
  readonly key: string;
  readonly problem: string;
}

/** More would scroll the first, which usually causes the rest, off the screen. */
const PROBLEMS_SHOWN_MAX = 20;

/** One error for everything that is wrong with an inventory, one line each, in file order. */
export function inventoryError(file: string, problems: readonly InventoryProblem[]): VedetteError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const [first = { line: 1, key: '', problem: 'not an inventory' }, ...rest] = sorted;
  const shown = rest.slice(0, PROBLEMS_SHOWN_MAX - 1);
  const more = rest.length - shown.length;
  const problem = [
    first.problem,
    ...shown.map((other) => `${file}:${other.line}: ${other.key}: ${other.problem}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
  return new VedetteError('inventory-invalid', { file, line: first.line, key: first.key, problem });
}
