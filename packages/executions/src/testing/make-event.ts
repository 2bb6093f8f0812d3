import { ExecutionEvent } from '@vedette/core';

/** Noon of a day; tests count days from it. */
export const DAY_ONE_MS = Date.UTC(2026, 0, 5, 12);
export const DAY_MS = 86_400_000;

/** An event from a command line split at spaces; the program lies in `/usr/bin` unless said. */
export function makeEvent(command: string, more: Partial<ExecutionEvent> = {}): ExecutionEvent {
  const argv = command.split(' ').filter((word) => word !== '');
  const [name = ''] = argv;
  const exe = name.includes('/') ? name : `/usr/bin/${name}`;
  const comm = (name.split('/').pop() ?? '').slice(0, 15);
  return ExecutionEvent.parse({
    t: DAY_ONE_MS,
    host: 'web-1',
    workload: 'web',
    pid: 100,
    ppid: 1,
    uid: 0,
    comm,
    parent: 'bash',
    exe,
    argv,
    ...more,
  });
}
