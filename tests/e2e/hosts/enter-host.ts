import { setTimeout as delay } from 'node:timers/promises';

import { innerPidOf, namespaceOf, outerPidOf, readProc } from './namespace-processes.ts';
import { mustRun, runCommand } from './run-command.ts';
import type { HostProcess, RunOptions, RunResult, SpawnOptions } from './test-host.ts';

const HOST_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** The longest wait for a started program to have replaced the shell that starts it. */
const EXEC_MAX_MS = 10_000;
const LOOK_EVERY_MS = 5;
/** How often a long-lived process is looked at; nothing tells about the end of a stranger's child. */
const EXIT_LOOK_EVERY_MS = 25;

const RUN_PROGRAM = 'cd "$1" && shift && exec "$@"';
const DAEMON_PROGRAM = 'echo "$$"; exec "$@" </dev/null >/dev/null 2>&1';
// The shell that forks ends at once, so the daemon becomes a child of the host's pid 1.
const SPAWN_PROGRAM =
  'cd "$1" || exit 1; shift; program=$1; shift; setsid sh -c "$program" sh "$@" &';

/** Runs a program in the namespaces and the root of the process `outerPid`. */
export function runInHost(
  outerPid: number,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { input, timeoutMs, cwd = '/' } = options;
  return runCommand([...enter(outerPid, options), 'sh', '-c', RUN_PROGRAM, 'sh', cwd, ...argv], {
    env: hostEnv(options),
    ...(input === undefined ? {} : { input }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

/** Starts a daemon in the namespaces and the root of the process `outerPid`. */
export async function spawnInHost(
  outerPid: number,
  argv: readonly string[],
  options: SpawnOptions = {},
): Promise<HostProcess> {
  const { cwd = '/' } = options;
  const start = ['sh', '-c', SPAWN_PROGRAM, 'sh', cwd, DAEMON_PROGRAM, ...argv];
  const pid = Number(
    await mustRun([...enter(outerPid, options), ...start], { env: hostEnv(options) }),
  );
  const outer = outerPidOf(namespaceOf(outerPid, 'pid') ?? '', pid);
  if (outer === undefined) throw new Error(`ended at once: ${argv.join(' ')}`);
  await untilReplaced(outer, argv);
  const born = startTime(outer);
  return {
    pid,
    outerPid: outer,
    get exited() {
      return untilExited(outer, born);
    },
    async stop() {
      if (born !== undefined && startTime(outer) === born) process.kill(outer, 'SIGKILL');
      await untilExited(outer, born);
    },
  };
}

/** The number of a process of ours inside the host, for messages. */
export function describeProcess(outerPid: number): string {
  const argv = readProc(outerPid, 'cmdline')?.split('\0').join(' ').trim() ?? '';
  return `${innerPidOf(outerPid) ?? 0} ${argv}`;
}

function enter(outerPid: number, { uid }: SpawnOptions): string[] {
  const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--root'];
  const user = uid === undefined ? [] : ['--setuid', String(uid), '--setgid', String(uid)];
  return ['nsenter', '--target', String(outerPid), ...namespaces, ...user, '--'];
}

function hostEnv({ env = {}, uid = 0 }: SpawnOptions): Record<string, string> {
  return { PATH: HOST_PATH, HOME: uid === 0 ? '/root' : '/', ...env };
}

async function untilReplaced(outerPid: number, argv: readonly string[]): Promise<void> {
  const deadline = performance.now() + EXEC_MAX_MS;
  while (readProc(outerPid, 'cmdline')?.includes(DAEMON_PROGRAM) === true) {
    if (performance.now() > deadline) throw new Error(`did not start: ${argv.join(' ')}`);
    await delay(LOOK_EVERY_MS);
  }
}

async function untilExited(outerPid: number, born: string | undefined): Promise<void> {
  if (born === undefined) return;
  while (startTime(outerPid) === born) await delay(EXIT_LOOK_EVERY_MS);
}

/** When a process started, which with its number tells it from any other; none for a zombie. */
function startTime(outerPid: number): string | undefined {
  const stat = readProc(outerPid, 'stat');
  const fields = stat?.slice(stat.lastIndexOf(') ') + 2).split(' ');
  return fields?.[0] === 'Z' && Number(fields[17]) <= 1 ? undefined : fields?.[19];
}
