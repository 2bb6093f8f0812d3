import { globSync } from 'node:fs';

import { REPOSITORY } from './run-step.ts';

/** The test files below some folders, sorted, so that a run is the same on every machine. */
export function findTests(...patterns: readonly string[]): string[] {
  return globSync([...patterns], {
    cwd: REPOSITORY,
    exclude: ['**/node_modules/**'],
  }).toSorted();
}
