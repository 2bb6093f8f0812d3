import type { ExecutionEvent } from '../execution-event.ts';

/**
 * The attribute that each simple field of an event becomes: the name that OpenTelemetry's semantic
 * conventions give to it, or one of ours. Time, kind, host, workload, users, endpoint and
 * namespaces need more than a name; see `event-to-log-record.ts`.
 */
export const EVENT_ATTRIBUTES = {
  pid: 'process.pid',
  ppid: 'process.parent_pid',
  exe: 'process.executable.path',
  argv: 'process.command_args',
  argc: 'process.args_count',
  cwd: 'process.working_directory',
  exitCode: 'process.exit.code',
  cgroup: 'process.linux.cgroup',
  container: 'container.id',
  image: 'container.image.name',
  comm: 'vedette.process.comm',
  id: 'vedette.process.id',
  parent: 'vedette.process.parent.comm',
  parentId: 'vedette.process.parent.id',
  parentExe: 'vedette.process.parent.executable.path',
  file: 'vedette.process.file',
  interpreter: 'vedette.process.interpreter',
  argvBytes: 'vedette.process.args.bytes',
  argvTruncated: 'vedette.process.args.truncated',
  argvRaw: 'vedette.process.args.raw',
  gid: 'vedette.process.group.id',
  loginuid: 'vedette.process.login_user.id',
  session: 'vedette.process.audit_session.id',
  tty: 'vedette.process.tty',
  unit: 'vedette.systemd.unit',
  memfd: 'vedette.process.executable.memfd',
  deleted: 'vedette.process.executable.deleted',
  privileged: 'vedette.process.privileged',
  start: 'vedette.process.start_ns',
  signal: 'vedette.process.exit.signal',
  durationMs: 'vedette.process.duration_ms',
  errno: 'vedette.process.errno',
  source: 'vedette.source',
  redacted: 'vedette.redacted.count',
  secrets: 'vedette.redacted.digests',
} as const satisfies Partial<Record<keyof ExecutionEvent, string>>;

/** The event name of each kind of event. */
export const EVENT_NAMES = {
  exec: 'process.exec',
  running: 'process.running',
  exit: 'process.exit',
  'exec-failed': 'process.exec_failed',
  connect: 'network.connect',
  listen: 'network.listen',
} as const satisfies Record<ExecutionEvent['kind'], string>;

/** The inode numbers of the namespaces. */
export const NAMESPACE_ATTRIBUTES = {
  pid: 'vedette.process.namespace.pid',
  mnt: 'vedette.process.namespace.mnt',
  net: 'vedette.process.namespace.net',
  user: 'vedette.process.namespace.user',
} as const;

/** Effective and real user, as the conventions tell them apart. */
export const USER_ATTRIBUTES = {
  effective: 'process.user.id',
  real: 'process.real_user.id',
} as const;

/** A connection is told by its other end, a listener by its own. */
export const ENDPOINT_ATTRIBUTES = {
  protocol: 'network.transport',
  result: 'vedette.network.result',
  connect: { address: 'server.address', port: 'server.port' },
  listen: { address: 'network.local.address', port: 'network.local.port' },
} as const;

/** A table of names as pairs that keep the type of the field. */
export function pairsOf<Field extends string>(
  names: Readonly<Record<Field, string>>,
): readonly (readonly [Field, string])[] {
  return Object.entries<string>(names).filter((pair): pair is [Field, string] => pair[0] in names);
}

/** What is the same for all records of a workload on a host. */
export const RESOURCE_ATTRIBUTES = {
  workload: 'service.name',
  host: 'host.name',
  hostId: 'host.id',
  sensor: 'vedette.sensor.id',
} as const;
