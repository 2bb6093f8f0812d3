import type { ExecutionEvent } from '@vedette/core';

/**
 * An argument: a string where its bytes are ASCII, and so exactly these; else the bytes, which need
 * not be UTF-8.
 */
export type HostText = string | Uint8Array;

type Shared =
  | 't'
  | 'pid'
  | 'ppid'
  | 'uid'
  | 'comm'
  | 'parent'
  | 'kind'
  | 'parentExe'
  | 'file'
  | 'interpreter'
  | 'cwd'
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
 * the rung could not see is absent. Names and types are those of `ExecutionEvent`, but arguments
 * are exact.
 */
export interface CapturedEvent extends Pick<ExecutionEvent, Shared> {
  source: NonNullable<ExecutionEvent['source']>;
  id: string;
  argv: readonly HostText[];
  exe?: string;
  /** Some of its memory or of its `/proc` could not be read any more. */
  faulted?: boolean;
}
