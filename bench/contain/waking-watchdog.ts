import type { HostProcess, TestHost } from '../../tests/e2e/hosts/index.ts';

const WAKE = 'while :; do kill -CONT "$1" 2>/dev/null; sleep 0.2; done';

/** Starts what many miners bring along: a process beside it that wakes it, five times a second. */
export function startWakingWatchdog(host: TestHost, pid: number): Promise<HostProcess> {
  return host.spawn(['sh', '-c', WAKE, 'sh', String(pid)], { cwd: '/tmp' });
}
