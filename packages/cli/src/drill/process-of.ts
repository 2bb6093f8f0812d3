import { readdir, readlink } from 'node:fs/promises';

/** The process that runs a program, which has to be one's own; undefined where there is none. */
export async function processOf(program: string): Promise<number | undefined> {
  for (const name of await readdir('/proc')) {
    if (/^[1-9]\d*$/.test(name) && (await programOf(name)) === program) return Number(name);
  }
  return undefined;
}

async function programOf(pid: string): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/exe`);
  } catch {
    // It has ended, or is somebody else's.
    return undefined;
  }
}
