import type { ExecutionEvent } from '@vedette/core';

interface Urgency {
  readonly id: string;
  readonly why: string;
  readonly holds: (event: ExecutionEvent) => boolean;
}

const SHELL = /^(?:ba|da|z|k|a|mk|fi)?sh$/;
const NETCAT = /^(?:nc|ncat|netcat|socat|nc\.(?:openbsd|traditional))$/;
/** Anybody may write there, and packages install no programs there. */
const SCRATCH = /^\/(?:tmp|var\/tmp|dev\/shm|run\/user\/\d+)\//;

/**
 * Events that are not held back for a full batch: a person should hear of them while the process
 * still runs. It is about speed only; nothing is judged by it.
 */
export const URGENCIES: readonly Urgency[] = [
  {
    id: 'memory-program',
    why: 'A program that is in memory only leaves nothing to look at afterwards.',
    holds: ({ kind, memfd }) => kind !== 'exit' && memfd === true,
  },
  {
    id: 'deleted-program',
    why: 'A program that was removed before it ran is gone when it ends.',
    holds: ({ kind, deleted }) => kind !== 'exit' && deleted === true,
  },
  {
    id: 'shell-connection',
    why: 'A shell that talks to the network itself is how most intruders work by hand.',
    holds: ({ kind, exe }) =>
      (kind === 'connect' || kind === 'listen') &&
      (SHELL.test(nameOf(exe)) || NETCAT.test(nameOf(exe))),
  },
  {
    id: 'scratch-program',
    why: 'A program in a folder that anybody may write to was brought there, not installed.',
    holds: ({ kind, exe }) => kind === 'exec' && SCRATCH.test(exe),
  },
  {
    id: 'privilege',
    why: 'An exec that gained privileges is where an attack on the host begins to pay.',
    holds: ({ kind, privileged }) => kind === 'exec' && privileged === true,
  },
];

/** Whether an event should leave at once. */
export function isUrgent(event: ExecutionEvent): boolean {
  return URGENCIES.some(({ holds }) => holds(event));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
