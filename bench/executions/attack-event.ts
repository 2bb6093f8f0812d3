import { ExecutionEvent } from '@vedette/core';

import type { AttackExample } from '../../scripts/train-prior/attack-examples.ts';

/** After every recording. */
const LATER_MS = 4e12;

/**
 * An adversary command as if it had been run, as root, in a workload. The collection has bare names;
 * a real event has a path, and a detector must not tell attacks by its absence.
 */
export function attackEvent(attack: AttackExample, workload: string): ExecutionEvent {
  const { comm, parent, argv } = attack;
  const exe = attack.exe.includes('/') ? attack.exe : `/usr/bin/${attack.exe}`;
  const where = { t: LATER_MS, host: `${workload}-1`, workload, pid: 2, ppid: 1, uid: 0 };
  return ExecutionEvent.parse({ ...where, comm, parent, exe, argv });
}
