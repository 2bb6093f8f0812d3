import { gzipSync } from 'node:zlib';

import {
  BATCH,
  encodeLogsRequest,
  eventToLogRecord,
  ExecutionEvent,
  RESOURCE_ATTRIBUTES,
} from '@vedette/core';

/** A batch as a sensor of one host sends it. */
export interface Body {
  readonly id: string;
  readonly events: number;
  readonly gzipped: Buffer;
}

const WORKLOADS = 8;
const PROGRAMS = 12;
const FLAGS = 6;
/** As many different commands as a workload has after masking, by process.md §4. */
const SHAPES_PER_WORKLOAD = 80;
const GZIP_LEVEL = 4;

/**
 * Batches of different ids: in each workload the same tens of masked commands again and again, with
 * numbers, names of files and process ids that differ each time.
 */
export function makeBodies(batches: number, eventsPerBatch: number): Body[] {
  return Array.from({ length: batches }, (_, batch) => {
    const id = `bench-${process.pid}-${batch}`;
    const workload = `service-${batch % WORKLOADS}`;
    const host = `host-${batch % (WORKLOADS * 4)}`;
    const records = Array.from({ length: eventsPerBatch }, (_, index) =>
      eventToLogRecord(makeEvent({ host, workload, number: batch * eventsPerBatch + index })),
    );
    const attributes = {
      [RESOURCE_ATTRIBUTES.workload]: workload,
      [RESOURCE_ATTRIBUTES.host]: host,
    };
    const scope = { name: BATCH.scopeName, version: '0', attributes: { [BATCH.idAttribute]: id } };
    const request = {
      resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope, logRecords: records }] }],
    };
    const gzipped = gzipSync(encodeLogsRequest(request), { level: GZIP_LEVEL });
    return { id, events: eventsPerBatch, gzipped };
  });
}

/** One of the commands of a workload. */
export function makeEvent({
  host,
  workload,
  number,
}: {
  readonly host: string;
  readonly workload: string;
  readonly number: number;
}): ExecutionEvent {
  const shape = (number * 31) % SHAPES_PER_WORKLOAD;
  const name = `tool-${String.fromCodePoint(97 + (shape % PROGRAMS))}`;
  const flags = Array.from({ length: 1 + (shape % FLAGS) }, (_, at) => `--option-${at}`);
  return ExecutionEvent.parse({
    ...{ t: Date.now(), host, workload, uid: 33, euid: 33, gid: 33, comm: name, parent: 'sh' },
    ...{ exe: `/usr/bin/${name}`, parentExe: '/usr/bin/dash', cwd: '/srv/app', kind: 'exec' },
    ...{ pid: 1_000 + (number % 30_000), ppid: 900, source: 'bpf', unit: `${workload}.service` },
    ...{ id: `boot-${host}-${number}`, parentId: `boot-${host}-900`, argc: flags.length + 2 },
    argv: [name, ...flags, `/var/lib/app/${shape}/file-${number}.dat`],
  });
}
