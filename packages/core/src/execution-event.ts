import { z } from 'zod';

const Text = z.string();
const Count = z.number().int().nonnegative();
const Pid = z.number().int().min(0);
const Id = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Where an event comes from: each rung sees less than the one before it. */
export const EventSource = z.enum(['bpf', 'netlink', 'poll']);
export type EventSource = z.infer<typeof EventSource>;

/** The other end of a connection, or the address that is listened on. */
export const Endpoint = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  /** Numeric IPv4 or IPv6 address. */
  address: Text,
  port: z.number().int().min(0).max(65_535),
  /** `errno` of the call where it is known; 0 or EINPROGRESS (115) for one under way. */
  result: z.number().int().optional(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/**
 * One thing that a process did: one line of what `vedette sensor record` writes and of what
 * `vedette replay` reads. Only the first group is needed to learn from; the rest is there where the
 * source could see it, and absent, not empty, where it could not. All text is from the watched
 * host, and hostile.
 */
export const ExecutionEvent = z.object({
  /** Unix time in ms, with fractions. */
  t: z.number().nonnegative(),
  host: Text,
  workload: Text,
  pid: Pid,
  ppid: Pid,
  uid: Id,
  /** Name of the process after the exec, as `/proc/PID/comm` has it. */
  comm: Text,
  /** `comm` of the parent. */
  parent: Text,
  /** Path of the program that runs, the interpreter's for a script. */
  exe: Text,
  /** Secrets redacted; bytes that are not UTF-8 replaced by U+FFFD and kept in `argvRaw`. */
  argv: z.array(Text),

  kind: z.enum(['exec', 'running', 'exit', 'exec-failed', 'connect', 'listen']).default('exec'),
  source: EventSource.optional(),
  /** The same for every event of one process, and for no other process: boot, pid and start. */
  id: Text.optional(),
  parentId: Text.optional(),
  parentExe: Text.optional(),
  /** What was asked to be run: the script, or the link, where it is not `exe`. */
  file: Text.optional(),
  /** What the first line of a script names to run it, where that is not `exe` as it is spelled. */
  interpreter: Text.optional(),
  /** How many arguments there were, and their bytes with the NULs, also where `argv` was cut. */
  argc: Count.optional(),
  argvBytes: Count.optional(),
  argvTruncated: z.boolean().optional(),
  /** Base64 of the exact bytes of arguments that are not UTF-8, by index. */
  argvRaw: z.record(z.string().regex(/^\d+$/), z.string()).optional(),
  /** How many secrets were redacted, and keyed digests by which equal ones can be told. */
  redacted: Count.optional(),
  secrets: z.array(Text).optional(),
  cwd: Text.optional(),
  euid: Id.optional(),
  gid: Id.optional(),
  loginuid: Id.optional(),
  session: Count.optional(),
  tty: Text.optional(),
  container: Text.optional(),
  image: Text.optional(),
  unit: Text.optional(),
  cgroup: Text.optional(),
  /** Inode numbers of the namespaces. */
  namespaces: z.object({ pid: Count, mnt: Count, net: Count, user: Count }).partial().optional(),
  memfd: z.boolean().optional(),
  deleted: z.boolean().optional(),
  /** The exec changed the effective user or gained capabilities. */
  privileged: z.boolean().optional(),
  /** Start of the process in ns since boot. */
  start: z.number().nonnegative().optional(),
  /** `exit`: how it ended. */
  exitCode: z.number().int().optional(),
  signal: z.number().int().optional(),
  durationMs: z.number().nonnegative().optional(),
  /** `exec-failed`: the errno. */
  errno: z.number().int().optional(),
  /** `connect` and `listen`. */
  endpoint: Endpoint.optional(),
});
export type ExecutionEvent = z.infer<typeof ExecutionEvent>;
