import { readFileSync } from 'node:fs';

import type { Refusal } from '../capture.ts';
import { closeFd } from './libc.ts';
import { type Handle, type Libbpf, libbpfErrno, loadLibbpf } from './libbpf.ts';
import { COUNTER } from './record-layout.ts';
import { openTracefs, openTracepoint } from './tracepoint-event.ts';

/** Programs on BTF-enabled tracepoints; without one of them there is no capture. */
const BTF_PROGRAMS = ['process_exec', 'process_exit', 'sock_state'] as const;
/** Programs on syscall tracepoints, which a kernel may lack: then what they see is not seen. */
const SYSCALL_PROGRAMS = {
  enter_execve: 'syscalls/sys_enter_execve',
  enter_execveat: 'syscalls/sys_enter_execveat',
  exit_execve: 'syscalls/sys_exit_execve',
  exit_execveat: 'syscalls/sys_exit_execveat',
  enter_connect: 'syscalls/sys_enter_connect',
  exit_connect: 'syscalls/sys_exit_connect',
} as const;
const INFO_BYTES = 256;
/** `struct bpf_prog_info` of the kernel's ABI. */
const INFO = { runTimeNs: 192, runs: 200, recursionMisses: 208 } as const;

/** What a program has cost, where `kernel.bpf_stats_enabled` is set. */
export interface ProgramCost {
  readonly name: string;
  readonly runTimeNs: number;
  readonly runs: number;
  readonly recursionMisses: number;
}

/** The loaded object, attached. */
export interface BpfObject {
  readonly limits: readonly string[];
  readonly ringFd: number;
  readonly ringBytes: number;
  /** Sums over the CPUs. */
  readonly counters: () => number[];
  readonly costs: () => ProgramCost[];
  readonly close: () => void;
}

export interface BpfObjectOptions {
  readonly ringBytes: number;
  readonly argvBytesMax: number;
  readonly ownPids: readonly number[];
}

export type LoadedObject = { readonly object: BpfObject } | { readonly refused: Refusal };

/** Loads the committed object and attaches its programs; what the kernel refuses is a value. */
export function loadObject(options: BpfObjectOptions): LoadedObject {
  let libbpf: Libbpf;
  let image: Buffer;
  try {
    libbpf = loadLibbpf();
  } catch (error) {
    return refuse('library', error instanceof Error ? error.message : String(error));
  }
  try {
    image = readFileSync(new URL('../../../bpf/vedette.bpf.o', import.meta.url));
  } catch (error) {
    return refuse('object', error instanceof Error ? error.message : String(error));
  }
  libbpf.takeLog();
  const handle = libbpf.openMem(image, image.length, null);
  if (handle === null) return refuse('object', reasonOf(libbpf));
  libbpf.setMaxEntries(libbpf.findMap(handle, 'ring'), options.ringBytes);
  if (libbpf.load(handle) !== 0) {
    const reason = reasonOf(libbpf);
    libbpf.closeObject(handle);
    return refuse('load', reason);
  }
  configure(libbpf, handle, options);
  return attachAll(libbpf, handle);
}

function configure(libbpf: Libbpf, handle: Handle, options: BpfObjectOptions): void {
  const zero = Buffer.alloc(4);
  const settings = Buffer.alloc(16);
  settings.writeBigUInt64LE(BigInt(options.argvBytesMax), 0);
  settings.writeBigUInt64LE(BigInt(options.ringBytes / 2), 8);
  libbpf.update(libbpf.mapFd(libbpf.findMap(handle, 'settings')), zero, settings, 0);
  const own = libbpf.mapFd(libbpf.findMap(handle, 'own'));
  for (const pid of options.ownPids) {
    const key = Buffer.alloc(4);
    key.writeUInt32LE(pid);
    libbpf.update(own, key, Buffer.from([1]), 0);
  }
}

function attachAll(libbpf: Libbpf, handle: Handle): LoadedObject {
  const links: Handle[] = [];
  const events: number[] = [];
  const limits: string[] = [];
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    for (const link of links.toReversed()) libbpf.destroyLink(link);
    // A link owns its event, but not where attaching failed.
    for (const fd of events) closeFd(fd);
    libbpf.closeObject(handle);
  };
  // Calls are noted before their ends are looked for, so that no end is without its beginning.
  const tracefs = openTracefs();
  for (const [name, tracepoint] of Object.entries(SYSCALL_PROGRAMS)) {
    const id = tracefs?.eventId(tracepoint) ?? null;
    const event = id === null ? { errno: 0 } : openTracepoint(id);
    if (!('fd' in event)) {
      limits.push(`${tracepoint} cannot be watched (errno ${event.errno})`);
      continue;
    }
    const link = libbpf.attachPerfEvent(libbpf.findProgram(handle, name), event.fd);
    if (link === null) {
      events.push(event.fd);
      limits.push(`${tracepoint} cannot be watched (${reasonOf(libbpf)})`);
    } else {
      links.push(link);
    }
  }
  tracefs?.close();
  for (const name of BTF_PROGRAMS) {
    const link = libbpf.attach(libbpf.findProgram(handle, name));
    if (link === null) {
      const reason = `${name}: ${reasonOf(libbpf)}`;
      close();
      return refuse('attach', reason);
    }
    links.push(link);
  }
  return {
    object: {
      limits,
      ringFd: libbpf.mapFd(libbpf.findMap(handle, 'ring')),
      // libbpf makes it a power of two, and whole pages.
      ringBytes: libbpf.maxEntries(libbpf.findMap(handle, 'ring')),
      counters: counterReader(libbpf, handle),
      costs: costReader(libbpf, handle),
      close,
    },
  };
}

function programNames(): string[] {
  return [...BTF_PROGRAMS, ...Object.keys(SYSCALL_PROGRAMS)];
}

function counterReader(libbpf: Libbpf, handle: Handle): () => number[] {
  const fd = libbpf.mapFd(libbpf.findMap(handle, 'counters'));
  const cpus = libbpf.possibleCpus();
  const values = Buffer.alloc(8 * cpus);
  const key = Buffer.alloc(4);
  return () =>
    Array.from({ length: COUNTER.total }, (_, index) => {
      key.writeUInt32LE(index);
      if (libbpf.lookup(fd, key, values) !== 0) return 0;
      let sum = 0n;
      for (let cpu = 0; cpu < cpus; cpu++) sum += values.readBigUInt64LE(8 * cpu);
      return Number(sum);
    });
}

/** Asked once a second for as long as the sensor runs: what stays the same is looked up before. */
function costReader(libbpf: Libbpf, handle: Handle): () => ProgramCost[] {
  const programs = programNames().map(
    (name) => [name, libbpf.programFd(libbpf.findProgram(handle, name))] as const,
  );
  const info = Buffer.alloc(INFO_BYTES);
  const length = Buffer.alloc(4);
  return () =>
    programs.map(([name, fd]) => {
      info.fill(0);
      length.writeUInt32LE(INFO_BYTES);
      libbpf.info(fd, info, length);
      return {
        name,
        runTimeNs: Number(info.readBigUInt64LE(INFO.runTimeNs)),
        runs: Number(info.readBigUInt64LE(INFO.runs)),
        recursionMisses: Number(info.readBigUInt64LE(INFO.recursionMisses)),
      };
    });
}

function reasonOf(libbpf: Libbpf): string {
  const errno = libbpfErrno();
  const log = libbpf.takeLog();
  return log.length === 0 ? `errno ${errno}` : log.join('\n');
}

function refuse(code: Refusal['code'], detail: string): LoadedObject {
  return { refused: { source: 'bpf', code, detail } };
}
