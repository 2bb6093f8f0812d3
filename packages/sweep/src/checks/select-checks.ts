import { VedetteError } from '@vedette/core';

import { closestWord } from '../inventory/closest-word.ts';
import type { Check } from './check.ts';

/** Which checks to run; empty lists choose nothing and leave out nothing. */
export interface CheckChoice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The checks that a command asks for.
 *
 * @throws VedetteError `check-unknown` with the nearest id; `usage` if none would be left.
 */
export function selectChecks(checks: readonly Check[], { only, skip }: CheckChoice): Check[] {
  for (const id of [...only, ...skip]) findCheck(checks, id);
  const chosen = checks.filter(
    ({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id),
  );
  if (chosen.length === 0) throw new VedetteError('usage', { problem: 'no check is left to run' });
  return chosen;
}

/**
 * The check of an id.
 *
 * @throws VedetteError `check-unknown` with the nearest id.
 */
export function findCheck(checks: readonly Check[], id: string): Check {
  const found = checks.find((check) => check.id === id);
  if (found !== undefined) return found;
  const near = closestWord(
    id,
    checks.map((check) => check.id),
  );
  const suggestion = near === undefined ? '' : `; did you mean ${near}?`;
  throw new VedetteError('check-unknown', { name: id, suggestion });
}
