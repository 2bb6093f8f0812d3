import { ExecutionEvent, Reason } from '@vedette/core';
import { z } from 'zod';

import type { EventRow } from '../event-store.ts';

const Text = z.string().nullable();
const Count = z.number().nullable();
const Flag = z.boolean().nullable();

/** What a SELECT of EVENT_SELECTION gives. */
const StoredEvent = z.object({
  server: z.string(),
  org: z.string(),
  position: z.number(),
  item: z.number(),
  received_ms: z.number(),
  t: z.number(),
  host: z.string(),
  workload: z.string(),
  kind: ExecutionEvent.shape.kind,
  source: ExecutionEvent.shape.source.unwrap().nullable(),
  pid: z.number(),
  ppid: z.number(),
  uid: z.number(),
  comm: z.string(),
  parent: z.string(),
  exe: z.string(),
  argv: z.array(z.string()),
  process_id: Text,
  parent_process_id: Text,
  parent_exe: Text,
  file: Text,
  argc: Count,
  argv_bytes: Count,
  argv_truncated: Flag,
  redacted: Count,
  cwd: Text,
  euid: Count,
  gid: Count,
  loginuid: Count,
  session: Count,
  tty: Text,
  container: Text,
  image: Text,
  unit: Text,
  cgroup: Text,
  memfd: Flag,
  deleted: Flag,
  privileged: Flag,
  start: Count,
  exit_code: Count,
  signal: Count,
  duration_ms: Count,
  errno: Count,
  endpoint_protocol: z.enum(['tcp', 'udp']).nullable(),
  endpoint_address: Text,
  endpoint_port: Count,
  endpoint_result: Count,
  rest: z.string(),
  shape: Text,
  score: Count,
  p: Count,
  state: z.enum(['learning', 'watching']).nullable(),
  threshold: Count,
  reasons: z.array(Reason),
  nearest_argv: z.array(z.string()),
  nearest_distance: Count,
  finding: Text,
  exact: z.string(),
});
type StoredEvent = z.infer<typeof StoredEvent>;

const Rest = ExecutionEvent.pick({
  interpreter: true,
  argvRaw: true,
  secrets: true,
  namespaces: true,
});
/** Written by us from a row: what it is was checked when it came in. */
const Exact = z.custom<EventRow>((value) => typeof value === 'object' && value !== null);

/** What a query of events asks for: every column but those that are only the engine's. */
export const EVENT_SELECTION = Object.keys(StoredEvent.shape).join(', ');

/** A row as it was given to be stored, and whose positions it is named by. */
export function decodeEvent(value: unknown): { readonly row: EventRow; readonly server: string } {
  const stored = StoredEvent.parse(value);
  const { server, exact } = stored;
  if (exact !== '') return { row: Exact.parse(JSON.parse(exact)), server };
  return { row: rowOf(stored), server };
}

function rowOf(stored: StoredEvent): EventRow {
  const { nearest_distance: distance } = stored;
  return {
    org: stored.org,
    position: stored.position,
    index: stored.item,
    receivedMs: stored.received_ms,
    event: eventOf(stored),
    shape: stored.shape,
    score: stored.score,
    p: stored.p,
    state: stored.state,
    threshold: stored.threshold,
    reasons: stored.reasons,
    nearest: distance === null ? null : { argv: stored.nearest_argv, distance },
    finding: stored.finding,
  };
}

function eventOf(stored: StoredEvent): ExecutionEvent {
  const fields = {
    t: stored.t,
    host: stored.host,
    workload: stored.workload,
    pid: stored.pid,
    ppid: stored.ppid,
    uid: stored.uid,
    comm: stored.comm,
    parent: stored.parent,
    exe: stored.exe,
    argv: stored.argv,
    kind: stored.kind,
    source: stored.source,
    id: stored.process_id,
    parentId: stored.parent_process_id,
    parentExe: stored.parent_exe,
    file: stored.file,
    argc: stored.argc,
    argvBytes: stored.argv_bytes,
    argvTruncated: stored.argv_truncated,
    redacted: stored.redacted,
    cwd: stored.cwd,
    euid: stored.euid,
    gid: stored.gid,
    loginuid: stored.loginuid,
    session: stored.session,
    tty: stored.tty,
    container: stored.container,
    image: stored.image,
    unit: stored.unit,
    cgroup: stored.cgroup,
    memfd: stored.memfd,
    deleted: stored.deleted,
    privileged: stored.privileged,
    start: stored.start,
    exitCode: stored.exit_code,
    signal: stored.signal,
    durationMs: stored.duration_ms,
    errno: stored.errno,
    endpoint: stored.endpoint_protocol === null ? null : present(endpointOf(stored)),
  };
  const rest = stored.rest === '' ? {} : Rest.parse(JSON.parse(stored.rest));
  return ExecutionEvent.parse({ ...present(fields), ...rest });
}

function endpointOf(stored: StoredEvent): Record<string, unknown> {
  return {
    protocol: stored.endpoint_protocol,
    address: stored.endpoint_address,
    port: stored.endpoint_port,
    result: stored.endpoint_result,
  };
}

/** SQL's null is a field that was not there. */
function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
