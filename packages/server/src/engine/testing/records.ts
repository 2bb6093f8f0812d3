import { ExecutionEvent } from '@vedette/core';

import type { Command } from '../../command.ts';
import type { JournalRecord } from '../../journal/journal.ts';

const NOON_MS = Date.UTC(2026, 10, 2, 12);

/** An execution of a command line split at spaces; the program lies in `/usr/bin` unless said. */
export function execution(command: string, more: Partial<ExecutionEvent> = {}): ExecutionEvent {
  const argv = command.split(' ');
  const [name = ''] = argv;
  const exe = name.includes('/') ? name : `/usr/bin/${name}`;
  const comm = (name.split('/').pop() ?? '').slice(0, 15);
  const process = { pid: 100, ppid: 1, uid: 0, comm, parent: 'bash' };
  const from = { t: NOON_MS, host: 'web-1', workload: 'web' };
  return ExecutionEvent.parse({ ...from, ...process, exe, argv, ...more });
}

/** A batch as it is in the journal. */
export function batchOf(
  events: readonly ExecutionEvent[],
  {
    id = 'b',
    org = 'o',
    receivedMs = NOON_MS,
  }: {
    readonly id?: string;
    readonly org?: string;
    readonly receivedMs?: number;
  } = {},
): JournalRecord {
  const body = Buffer.from(JSON.stringify(events));
  return { kind: 'batch', org, receivedMs, batchId: id, format: 'events-json', body };
}

/** Something that `ops` asked for. */
export function commandOf(command: Command, receivedMs: number, org = 'o'): JournalRecord {
  return { kind: 'command', org, receivedMs, by: 'ops', command };
}
