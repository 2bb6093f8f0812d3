import { openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A killed process may need this long to be reaped, on a machine that is busy. */
const END_MAX_MS = 10_000;
const LOOK_EVERY_MS = 5;

/** The namespaces of a process that nothing else on the machine is in. */
const OWN_NAMESPACES = ['mnt', 'net', 'uts'] as const;

/** The namespaces of a host's process, as `mnt:[4026532575]`. */
export function namespacesOf(pid: number): string[] {
  return OWN_NAMESPACES.map((name) => namespaceOf(pid, name)).filter((link) => link !== undefined);
}

/** A namespace that cannot end, because a descriptor of it is open. */
export interface HeldNamespace {
  readonly name: string;
  readonly descriptor: number;
}

/**
 * Holds the namespaces of a process; none if it is gone. The kernel gives the number of one that
 * has ended to the next that is made, so only the names of held ones say whose processes are in
 * them.
 */
export function holdNamespaces(pid: number): HeldNamespace[] {
  return OWN_NAMESPACES.flatMap((kind) => {
    try {
      const descriptor = openSync(`/proc/${pid}/ns/${kind}`, 'r');
      return [{ descriptor, name: readlinkSync(`/proc/self/fd/${descriptor}`) }];
    } catch {
      // The process has ended.
      return [];
    }
  });
}

/** One namespace of a process, or undefined once the process is gone. */
export function namespaceOf(pid: number, name: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/${name}`);
  } catch {
    // The process has ended.
    return undefined;
  }
}

/** Every process, in the machine's numbers, that is in one of these namespaces. */
export function processesIn(namespaces: readonly string[]): number[] {
  const wanted = new Set(namespaces);
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => namespacesOf(pid).some((link) => wanted.has(link)));
}

/** Every process of the machine whose arguments mention a text, as `PID ARGV`. */
export function processesMentioning(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name) && name !== String(process.pid))
    .map((name) => `${name} ${readProc(Number(name), 'cmdline')?.replaceAll('\0', ' ') ?? ''}`)
    .filter((line) => line.includes(text));
}

/**
 * Ends every process in these namespaces, by its id, and waits until all are gone. Somebody has to
 * hold the namespaces until then.
 */
export async function endNamespaces(namespaces: readonly string[]): Promise<void> {
  const deadline = performance.now() + END_MAX_MS;
  for (;;) {
    const left = processesIn(namespaces);
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`still running: ${left.join(', ')}`);
    for (const pid of left) kill(pid);
    await delay(LOOK_EVERY_MS);
  }
}

/** The process with this number inside a pid namespace, in the machine's numbers. */
export function outerPidOf(pidNamespace: string, pid: number): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .find((outer) => namespaceOf(outer, 'pid') === pidNamespace && innerPidOf(outer) === pid);
}

/** The number of a process inside its own pid namespace. */
export function innerPidOf(outerPid: number): number | undefined {
  const numbers = readProc(outerPid, 'status')?.match(/^NSpid:\t(.*)$/m)?.[1];
  return numbers === undefined ? undefined : Number(numbers.split('\t').at(-1));
}

/** A file of a process, or undefined once the process is gone. */
export function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // The process has ended.
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
}
