import type { Check } from '../check.ts';
import { bpfPin } from './bpf-pin.ts';
import { bpfProgram } from './bpf-program.ts';
import { hiddenModule } from './hidden-module.ts';
import { kernelHelper } from './kernel-helper.ts';
import { kernelHook } from './kernel-hook.ts';
import { kernelModule } from './kernel-module.ts';
import { kernelTaint } from './kernel-taint.ts';
import { moduleConfig } from './module-config.ts';
import { procMount } from './proc-mount.ts';

export { evidence } from './evidence.ts';

/** The checks of the section `kernel`. */
export const checks: readonly Check[] = [
  procMount,
  hiddenModule,
  kernelModule,
  kernelTaint,
  kernelHook,
  bpfProgram,
  bpfPin,
  kernelHelper,
  moduleConfig,
];
