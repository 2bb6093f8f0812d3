import { readdirSync, readFileSync } from 'node:fs';

/** A host is swept for longer than this, so a look each half second misses little. */
const LOOK_EVERY_MS = 500;

/** Counts the ssh processes of this machine that sweep, now and then, and keeps the most. */
export function watchClients(): { readonly peak: () => number; readonly stop: () => void } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, countClients());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return { peak: () => peak, stop: () => clearInterval(timer) };
}

function countClients(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isClient(pid)).length;
}

/** A client names its alias, a shared connection that stays names its socket. */
function isClient(pid: string): boolean {
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (program.startsWith('ssh: ')) return program.includes('/vedette-');
    return /(?:^|\/)ssh$/.test(program) && args.some((arg) => arg.startsWith('entry-'));
  } catch {
    // It ended between the listing and the look, so it is not there at once with the others.
    return false;
  }
}
