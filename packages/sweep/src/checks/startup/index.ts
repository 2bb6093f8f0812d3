import type { Check } from '../check.ts';
import { bootScript } from './boot-script.ts';
import { packageHook } from './package-hook.ts';
import { pythonPath } from './python-path.ts';
import { shellProfile } from './shell-profile.ts';
import { systemdUnit } from './systemd-unit.ts';
import { udevRule } from './udev-rule.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `startup`. */
export const checks: readonly Check[] = [
  systemdUnit,
  bootScript,
  udevRule,
  shellProfile,
  packageHook,
  pythonPath,
];
