import { readdirSync } from 'node:fs';

/** The processes that `/proc` shows, which may hide those of other users (hidepid). */
export function listPids(proc: string): number[] {
  const pids: number[] = [];
  for (const name of readdirSync(proc)) {
    const first = name.charCodeAt(0);
    if (first >= 48 && first <= 57) pids.push(Number(name));
  }
  return pids;
}
