import type { Check } from '../check.ts';
import { atJob } from './at-job.ts';
import { cronFile } from './cron-file.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `scheduled`. */
export const checks: readonly Check[] = [cronFile, atJob];
