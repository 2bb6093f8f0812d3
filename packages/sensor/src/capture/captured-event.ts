import type { ExecutionEvent } from '@vedette/core';

/** Exact bytes of the host: a path or an argument need not be UTF-8. */
export type HostBytes = Uint8Array;

type Shared =
  | 't'
  | 'pid'
  | 'ppid'
  | 'uid'
  | 'comm'
  | 'parent'
  | 'kind'
  | 'parentId'
  | 'argc'
  | 'argvBytes'
  | 'argvTruncated'
  | 'euid'
  | 'gid'
  | 'loginuid'
  | 'session'
  | 'tty'
  | 'cgroup'
  | 'namespaces'
  | 'memfd'
  | 'deleted'
  | 'privileged'
  | 'start'
  | 'exitCode'
  | 'signal'
  | 'durationMs'
  | 'errno'
  | 'endpoint';

/**
 * An event as a rung of the capture saw it: nothing is looked up, judged or hidden yet, and what
 * the rung could not see is absent. Names and types are those of `ExecutionEvent`, but paths and
 * arguments are bytes.
 */
export interface CapturedEvent extends Pick<ExecutionEvent, Shared> {
  source: NonNullable<ExecutionEvent['source']>;
  id: string;
  argv: HostBytes[];
  exe?: HostBytes;
  parentExe?: HostBytes;
  file?: HostBytes;
  /** The interpreter that the first line of a script names. */
  interpreter?: HostBytes;
  cwd?: HostBytes;
  /** Some of its memory or of its `/proc` could not be read any more. */
  faulted?: boolean;
}
