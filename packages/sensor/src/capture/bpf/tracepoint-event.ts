import { readFileSync } from 'node:fs';

import { addressOf, closeFd, lastErrno, openPathAt, syscall } from './libc.ts';

/** The new mount calls have one number everywhere; perf_event_open is older. */
const FSOPEN = 430;
const FSCONFIG = 431;
const FSMOUNT = 432;
const PERF_EVENT_OPEN = process.arch === 'arm64' ? 241 : 298;
const FSCONFIG_CMD_CREATE = 6n;
const CLOEXEC = 1n;
const O_RDONLY_CLOEXEC = 0o2_000_000;
const PERF_TYPE_TRACEPOINT = 2;
const PERF_FLAG_FD_CLOEXEC = 8n;
const PERF_ATTR_BYTES = 112;
const MOUNTED = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'];

/** A tracefs of our own or the host's, for the numbers that the tracepoints have. */
export interface Tracefs {
  readonly eventId: (event: string) => number | null;
  readonly close: () => void;
}

/**
 * Uses what is mounted; where nothing is, makes a mount that is attached nowhere and that nobody
 * else sees, so that the host stays as it is.
 */
export function openTracefs(): Tracefs | null {
  for (const folder of MOUNTED) {
    if (readNumber(`${folder}/events/syscalls/sys_enter_execve/id`) === null) continue;
    return { eventId: (event) => readNumber(`${folder}/events/${event}/id`), close: () => {} };
  }
  const name = Buffer.from('tracefs\0');
  const context = syscall(FSOPEN, addressOf(name), CLOEXEC, 0n, 0n, 0n);
  if (context < 0) return null;
  const created = syscall(FSCONFIG, BigInt(context), FSCONFIG_CMD_CREATE, 0n, 0n, 0n);
  const mount = created < 0 ? -1 : syscall(FSMOUNT, BigInt(context), CLOEXEC, 0n, 0n, 0n);
  closeFd(context);
  if (mount < 0) return null;
  return {
    eventId(event) {
      const fd = openPathAt(mount, `events/${event}/id`, O_RDONLY_CLOEXEC, 0);
      if (fd < 0) return null;
      const id = readNumber(fd);
      closeFd(fd);
      return id;
    },
    close: () => {
      closeFd(mount);
    },
  };
}

/** Opens a tracepoint on all CPUs, or says the errno. */
export function openTracepoint(id: number): { readonly fd: number } | { readonly errno: number } {
  const attributes = Buffer.alloc(PERF_ATTR_BYTES);
  attributes.writeUInt32LE(PERF_TYPE_TRACEPOINT, 0);
  attributes.writeUInt32LE(PERF_ATTR_BYTES, 4);
  attributes.writeBigUInt64LE(BigInt(id), 8);
  const everyProcess = -1n;
  const fd = syscall(
    PERF_EVENT_OPEN,
    addressOf(attributes),
    everyProcess,
    0n,
    -1n,
    PERF_FLAG_FD_CLOEXEC,
  );
  return fd < 0 ? { errno: lastErrno() } : { fd };
}

function readNumber(source: string | number): number | null {
  try {
    const id = Number.parseInt(readFileSync(source, 'latin1'), 10);
    return Number.isSafeInteger(id) ? id : null;
  } catch {
    // Absent: a kernel without these tracepoints, or no tracefs here.
    return null;
  }
}
