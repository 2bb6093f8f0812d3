import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cgroupMountOf } from './cgroup-mount.ts';

/**
 * The workload of the drill. The sensor takes the name from the control group, as it does for a
 * unit of systemd; there is no such unit.
 */
export const DRILL_WORKLOAD = 'vedette-drill-web.service';

/** A control group, or why there is none. */
export type DrillCgroup =
  | { readonly folder: string; readonly why: null }
  | { readonly folder: null; readonly why: string };

/** Makes the control group in which the drill plays the web workload; the keeper removes it. */
export async function makeDrillCgroup(): Promise<DrillCgroup> {
  const mount = cgroupMountOf(await readFile('/proc/self/mounts', 'utf8'));
  if (mount === null) return without('no unified hierarchy of control groups is mounted');
  const folder = join(mount, DRILL_WORKLOAD);
  try {
    await mkdir(folder);
    return { folder, why: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST') return reuse(folder);
    const cause = code === 'EACCES' || code === 'EPERM' ? 'that takes root' : String(code);
    return without(`cannot make the control group ${folder}: ${cause}`);
  }
}

/** One that is empty was left by a drill that could not clean up. */
async function reuse(folder: string): Promise<DrillCgroup> {
  const inside = await readFile(join(folder, 'cgroup.procs'), 'utf8');
  if (inside.trim() === '') return { folder, why: null };
  return without(`another drill runs in ${folder}`);
}

function without(why: string): DrillCgroup {
  return { folder: null, why };
}
