import { type AttackExample, readAttacks } from '../../scripts/train-prior/attack-examples.ts';
import {
  type BenignExamples,
  readBenign,
  SCRIPT_FOLDERS,
} from '../../scripts/train-prior/benign-examples.ts';
import { findData, readRecordings, type Recording } from './recordings.ts';

/** Everything that is measured with. */
export interface Material {
  readonly recordings: readonly Recording[];
  readonly attacks: readonly AttackExample[];
  readonly benign: BenignExamples;
}

/** Reads the data folder; null where there is none. */
export function loadMaterial(): Material | null {
  const folder = findData();
  if (folder === null) return null;
  return {
    recordings: readRecordings(folder),
    attacks: readAttacks(folder),
    benign: readBenign(folder, SCRIPT_FOLDERS),
  };
}
