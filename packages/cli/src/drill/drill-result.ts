import type { ServerFinding } from '@vedette/server';

import { EXIT_CODES } from '../surroundings.ts';
import type { DrillStepId } from './drill-steps.ts';

/** How a step went. */
export interface DrillResult {
  readonly id: DrillStepId;
  /** `skipped` is what cannot be drilled here; `missed` is what was not told in time. */
  readonly status: 'found' | 'missed' | 'skipped';
  /** From the start of what is to be found until its finding could be read; null unless found. */
  readonly seconds: number | null;
  /** Why it was skipped, or what was seen instead; null where it was found. */
  readonly why: string | null;
  readonly finding: ServerFinding | null;
  /** Of the process that can be frozen for practice; null where it has ended. */
  readonly pid: number | null;
}

/** A step that cannot be run here. */
export function skipped(id: DrillStepId, why: string): DrillResult {
  return { id, status: 'skipped', seconds: null, why, finding: null, pid: null };
}

/** A step whose finding did not come. */
export function missed(id: DrillStepId, why: string, pid: number | null = null): DrillResult {
  return { id, status: 'missed', seconds: null, why, finding: null, pid };
}

/** A step that was found after so many milliseconds. */
export function found(
  id: DrillStepId,
  { finding, ms, pid = null }: { finding: ServerFinding; ms: number; pid?: number | null },
): DrillResult {
  const seconds = Math.round(ms / 100) / 10;
  return { id, status: 'found', seconds, why: null, finding, pid };
}

const MISSED = 1;

/** 0 where all was found, 1 where something was missed, 3 where a step could not be run here. */
export function exitCodeOf(results: readonly DrillResult[]): number {
  if (results.some(({ status }) => status === 'missed')) return MISSED;
  return results.some(({ status }) => status === 'skipped') ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}
