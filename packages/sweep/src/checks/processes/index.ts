import type { Check } from '../check.ts';
import { bpfHolder } from './bpf-holder.ts';
import { busyProgram } from './busy-program.ts';
import { changedRoot } from './changed-root.ts';
import { cpuPegged } from './cpu-pegged.ts';
import { cpuUnaccounted } from './cpu-unaccounted.ts';
import { daemon } from './daemon.ts';
import { deletedExe } from './deleted-exe.ts';
import { deletedLibrary } from './deleted-library.ts';
import { deletedLibraryDrift } from './deleted-library-drift.ts';
import { droppedInContainer } from './dropped-in-container.ts';
import { hiddenProcess } from './hidden-process.ts';
import { implantEnvironment } from './implant-environment.ts';
import { impossiblePrivilege } from './impossible-privilege.ts';
import { kernelThreadMasquerade } from './kernel-thread-masquerade.ts';
import { lowFdSocket } from './low-fd-socket.ts';
import { memfdExe } from './memfd-exe.ts';
import { miningEgress } from './mining-egress.ts';
import { nameMismatch } from './name-mismatch.ts';
import { oddListener } from './odd-listener.ts';
import { oddName } from './odd-name.ts';
import { ownerlessListener } from './ownerless-listener.ts';
import { parentMissing } from './parent-missing.ts';
import { preloadEnvironment } from './preload-environment.ts';
import { rawSocket } from './raw-socket.ts';
import { rawSocketDrift } from './raw-socket-drift.ts';
import { reverseShell } from './reverse-shell.ts';
import { scratchExe } from './scratch-exe.ts';
import { stratum } from './stratum.ts';
import { tracer } from './tracer.ts';
import { writableCode } from './writable-code.ts';
import { zombieLeader } from './zombie-leader.ts';

export { evidence } from './evidence.ts';

/** The checks of the process walk. */
export const checks: readonly Check[] = [
  deletedExe,
  memfdExe,
  scratchExe,
  cpuPegged,
  busyProgram,
  zombieLeader,
  kernelThreadMasquerade,
  nameMismatch,
  oddName,
  miningEgress,
  stratum,
  reverseShell,
  rawSocket,
  rawSocketDrift,
  hiddenProcess,
  cpuUnaccounted,
  parentMissing,
  preloadEnvironment,
  deletedLibrary,
  deletedLibraryDrift,
  impossiblePrivilege,
  tracer,
  implantEnvironment,
  droppedInContainer,
  oddListener,
  ownerlessListener,
  lowFdSocket,
  writableCode,
  changedRoot,
  bpfHolder,
  daemon,
];
