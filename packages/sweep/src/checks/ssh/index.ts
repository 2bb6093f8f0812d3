import type { Check } from '../check.ts';
import { authorizedKey } from './authorized-key.ts';
import { sshHook } from './ssh-hook.ts';
import { sshSetting } from './ssh-setting.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `ssh`. */
export const checks: readonly Check[] = [authorizedKey, sshSetting, sshHook];
