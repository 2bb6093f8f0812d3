import type { FreezeMethod, Member } from './containment-shapes.ts';

/** How something is held; the same words as `vedette freeze`. */
export const METHOD_WORDS: Readonly<Record<FreezeMethod, string>> = {
  container: 'The container is paused by its engine; its restart policy is set to "no" before.',
  cgroup2: 'A control group of its own is frozen (v2); SIGCONT does not wake it.',
  cgroup1: 'A control group of its own is frozen (v1); SIGCONT does not wake it.',
  signal:
    'SIGSTOP to each process, parents first: no control group can be had, so root or the same user can resume it.',
};

/** Why a process is frozen along. */
export const ROLE_WORDS: Readonly<Record<Member['role'], string>> = {
  target: 'the process that was asked for',
  child: 'started by it',
  'same-program': 'runs the same program',
  respawner: 'would start it again',
};
