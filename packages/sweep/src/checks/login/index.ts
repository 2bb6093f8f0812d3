import type { Check } from '../check.ts';
import { pamFile } from './pam-file.ts';
import { pamModule } from './pam-module.ts';
import { sudoersFile } from './sudoers-file.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `login`. */
export const checks: readonly Check[] = [pamFile, pamModule, sudoersFile];
