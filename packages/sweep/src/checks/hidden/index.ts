import type { Check } from '../check.ts';
import { hiddenFile } from './hidden-file.ts';
import { loginLog } from './login-log.ts';
import { shellHistory } from './shell-history.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `hidden`. */
export const checks: readonly Check[] = [hiddenFile, loginLog, shellHistory];
