import { ExecutionEvent } from '@vedette/core';

import { encodeBatch } from './encode-batch.ts';

/** A body as a sensor posts it, and the names of the events in it. */
export interface Batch {
  readonly id: string;
  readonly body: Buffer;
  /** Each is an argument of one event, and of no other. */
  readonly marks: readonly string[];
}

const HOST = 'web-1';
const WORKLOADS = ['web', 'worker', 'cron'];
const COMMANDS = [
  ['/usr/bin/git', 'fetch', '--quiet', 'origin'],
  ['/usr/sbin/logrotate', '/etc/logrotate.conf'],
  ['/usr/bin/convert', '-resize', '640x480', 'in.png', 'out.png'],
  ['/bin/sh', '-c', 'test -f /run/ready'],
  ['/usr/bin/psql', '-c', 'select 1', 'app'],
];

/** Batches of different commands in several workloads, each event with a mark of its own. */
export function makeBatch(number: number, events: number): Batch {
  const id = `batch-${number}`;
  const marks = Array.from({ length: events }, (_, index) => `mark-${number}-${index}`);
  const workload = WORKLOADS[number % WORKLOADS.length] ?? '';
  const made = marks.map((mark, index) => {
    const [exe = '', ...rest] = COMMANDS[(number + index) % COMMANDS.length] ?? [];
    const name = exe.split('/').pop() ?? '';
    return ExecutionEvent.parse({
      ...{ t: Date.now(), host: HOST, workload, uid: 33, parent: 'sh', comm: name, exe },
      ...{ pid: 1_000 + index, ppid: 1, argv: [name, ...rest, '--mark', mark] },
    });
  });
  return { id, body: encodeBatch(id, made, { workload, host: HOST }), marks };
}
