import type { Check } from '../check.ts';
import { fileCapabilities } from './file-capabilities.ts';
import { setuidFile } from './setuid-file.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `setuid`. */
export const checks: readonly Check[] = [setuidFile, fileCapabilities];
