import type { EventRow } from '../event-store.ts';
import { keptSeconds, type Keeping } from './keeping.ts';

/** What the store itself adds to a row. */
export interface RowContext extends Keeping {
  /** Whose positions these are; several servers may share one database. */
  readonly server: string;
}

type Write = (row: EventRow, context: RowContext) => unknown;

/** What the columns have no place for; almost always absent, so it costs nearly nothing. */
const REST_KEYS = ['interpreter', 'argvRaw', 'secrets', 'namespaces'] as const;

/**
 * How a row is told to the engine, in the order in which it is sent. What people filter, count or
 * look for has a column of its own; what is null in SQL was absent, not empty.
 */
export const EVENT_COLUMNS: Readonly<Record<string, Write>> = {
  server: (_, { server }) => server,
  org: ({ org }) => org,
  position: ({ position }) => position,
  item: ({ index }) => index,
  received_ms: ({ receivedMs }) => receivedMs,
  kept: (row, context) => keptSeconds(row, context).kept,
  expires: (row, context) => keptSeconds(row, context).expires,

  t: ({ event }) => event.t,
  host: ({ event }) => event.host,
  workload: ({ event }) => event.workload,
  kind: ({ event }) => event.kind,
  source: ({ event }) => event.source,
  pid: ({ event }) => event.pid,
  ppid: ({ event }) => event.ppid,
  uid: ({ event }) => event.uid,
  comm: ({ event }) => event.comm,
  parent: ({ event }) => event.parent,
  exe: ({ event }) => event.exe,
  argv: ({ event }) => event.argv,
  process_id: ({ event }) => event.id,
  parent_process_id: ({ event }) => event.parentId,
  parent_exe: ({ event }) => event.parentExe,
  file: ({ event }) => event.file,
  argc: ({ event }) => event.argc,
  argv_bytes: ({ event }) => event.argvBytes,
  argv_truncated: ({ event }) => event.argvTruncated,
  redacted: ({ event }) => event.redacted,
  cwd: ({ event }) => event.cwd,
  euid: ({ event }) => event.euid,
  gid: ({ event }) => event.gid,
  loginuid: ({ event }) => event.loginuid,
  session: ({ event }) => event.session,
  tty: ({ event }) => event.tty,
  container: ({ event }) => event.container,
  image: ({ event }) => event.image,
  unit: ({ event }) => event.unit,
  cgroup: ({ event }) => event.cgroup,
  memfd: ({ event }) => event.memfd,
  deleted: ({ event }) => event.deleted,
  privileged: ({ event }) => event.privileged,
  start: ({ event }) => event.start,
  exit_code: ({ event }) => event.exitCode,
  signal: ({ event }) => event.signal,
  duration_ms: ({ event }) => event.durationMs,
  errno: ({ event }) => event.errno,
  endpoint_protocol: ({ event }) => event.endpoint?.protocol,
  endpoint_address: ({ event }) => event.endpoint?.address,
  endpoint_port: ({ event }) => event.endpoint?.port,
  endpoint_result: ({ event }) => event.endpoint?.result,
  rest: ({ event }) => {
    const rest = REST_KEYS.filter((key) => event[key] !== undefined);
    if (rest.length === 0) return '';
    return JSON.stringify(Object.fromEntries(rest.map((key) => [key, event[key]])));
  },

  shape: ({ shape }) => shape,
  score: ({ score }) => score,
  p: ({ p }) => p,
  state: ({ state }) => state,
  threshold: ({ threshold }) => threshold,
  reasons: ({ reasons }) => reasons,
  nearest_argv: ({ nearest }) => nearest?.argv ?? [],
  nearest_distance: ({ nearest }) => nearest?.distance,
  finding: ({ finding }) => finding,
};
