import type { CapturedEvent, HostBytes } from '../captured-event.ts';
import { processId, ticksOf } from '../process-id.ts';
import { ACTOR, EXEC, EXIT, FAILED, FLAG, KIND, SOCKET } from './record-layout.ts';

const UNSET = 0xffff_ffff;
const NUL = 0;
const SLASH = Buffer.from('/');
const NS_PER_MS = 1e6;
const AF_INET = 2;
const AF_INET6 = 10;
const IPPROTO_UDP = 17;
const IPV4_MAPPED = /^(?:0000:){5}ffff:/;

/** What a record does not say by itself. */
export interface DecodeContext {
  readonly boot: string;
  /** Unix time in ms of the boot. */
  readonly bootedAt: number;
  /** The arguments of this process beyond what is in the record, when they came ahead of it. */
  readonly takeArgv: (pid: number, start: bigint, from: number) => HostBytes | null;
}

/** Decodes one record of the ring; what is short or odd gives null, and is counted. */
export function decodeRecord(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  if (bytes.length < 80) return null;
  const kind = u32(bytes, ACTOR.kind);
  if (u32(bytes, ACTOR.bytes) !== bytes.length) return null;
  switch (kind) {
    case KIND.exec:
      return bytes.length < EXEC.data[0] ? null : decodeExec(Buffer.from(bytes), context);
    case KIND.execFailed:
      return bytes.length < FAILED.data[0] ? null : decodeFailed(Buffer.from(bytes), context);
    case KIND.exit:
      return bytes.length < 88 ? null : decodeExit(bytes, context);
    case KIND.connect:
    case KIND.listen:
      return bytes.length < 112 ? null : decodeSocket(bytes, context);
    default:
      return null;
  }
}

function decodeExec(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  const flags = u32(bytes, EXEC.flags);
  const data = bytes.subarray(EXEC.data[0]);
  const ends = [EXEC.exe_end, EXEC.cwd_end, EXEC.file_end, EXEC.interpreter_end, EXEC.cgroup_end];
  const parts = split(
    data,
    ends.map((field) => u32(bytes, field)),
  );
  const inline = u32(bytes, EXEC.argv_inline);
  if (parts === null || parts.rest.length !== inline) return null;
  const [exe, cwd, file, interpreter, cgroup] = parts.parts;
  if (!exe || !cwd || !file || !interpreter || !cgroup) return null;

  const event = base(bytes, 'exec', context);
  const argvBytes = Number(bytes.readBigUInt64LE(EXEC.argv_bytes[0]));
  const argc = u32(bytes, EXEC.argc);
  const start = bytes.readBigUInt64LE(ACTOR.start[0]);
  const beyond = argvBytes > inline ? context.takeArgv(event.pid, start, inline) : null;
  const argv = beyond === null ? parts.rest : Buffer.concat([parts.rest, beyond]);
  event.argv = splitArguments(argv);
  event.argc = argc;
  event.argvBytes = argvBytes;
  if (argv.length !== argvBytes || event.argv.length !== argc) event.argvTruncated = true;
  if ((flags & (FLAG.argvFault | FLAG.exeMissing | FLAG.exeCut)) !== 0) event.faulted = true;

  if (exe.length > 0) event.exe = joinPath(exe);
  if ((flags & FLAG.exeWithoutRoot) !== 0) event.memfd = isMemfd(exe);
  else if ((flags & FLAG.exeUnlinked) !== 0) event.deleted = true;
  if ((flags & FLAG.cwdCut) === 0) event.cwd = cwd.length === 0 ? SLASH : joinPath(cwd);
  if (file.length > 1) event.file = file.subarray(0, -1);
  if (interpreter.length > 1) event.interpreter = interpreter.subarray(0, -1);
  event.cgroup = (cgroup.length === 0 ? SLASH : joinPath(cgroup)).toString('utf8');

  event.euid = u32(bytes, EXEC.euid);
  event.gid = u32(bytes, EXEC.gid);
  const loginuid = u32(bytes, EXEC.loginuid);
  if (loginuid !== UNSET) event.loginuid = loginuid;
  const session = u32(bytes, EXEC.session);
  if (session !== UNSET) event.session = session;
  const tty = text(bytes, EXEC.tty);
  if (tty !== '') event.tty = tty;
  event.namespaces = {
    pid: u32(bytes, EXEC.ns_pid),
    mnt: u32(bytes, EXEC.ns_mnt),
    net: u32(bytes, EXEC.ns_net),
    user: u32(bytes, EXEC.ns_user),
  };
  const gained =
    (flags & FLAG.beforeKnown) === 0 ? (flags & FLAG.secureExec) !== 0 : flags & FLAG.privileged;
  event.privileged = Boolean(gained);
  return event;
}

function decodeFailed(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  const flags = u32(bytes, FAILED.flags);
  const ends = [FAILED.file_end, FAILED.cwd_end, FAILED.argv_end].map((field) => u32(bytes, field));
  const parts = split(bytes.subarray(FAILED.data[0]), ends);
  if (parts === null || parts.rest.length > 0) return null;
  const [file, cwd, argv] = parts.parts;
  if (!file || !cwd || !argv) return null;
  const event = base(bytes, 'exec-failed', context);
  event.errno = bytes.readInt32LE(FAILED.error[0]);
  event.euid = u32(bytes, FAILED.euid);
  if (file.length > 1) event.file = file.subarray(0, -1);
  if ((flags & FLAG.cwdCut) === 0) event.cwd = cwd.length === 0 ? SLASH : joinPath(cwd);
  event.argv = splitArguments(argv);
  event.argc = u32(bytes, FAILED.argc);
  // The total is not known where some were not read.
  if ((flags & (FLAG.argvCut | FLAG.argvFault)) !== 0) event.argvTruncated = true;
  else event.argvBytes = argv.length;
  if ((flags & (FLAG.argvFault | FLAG.fileFault)) !== 0) event.faulted = true;
  return event;
}

function decodeExit(bytes: Buffer, context: DecodeContext): CapturedEvent {
  const event = base(bytes, 'exit', context);
  const code = u32(bytes, EXIT.code);
  const signal = code & 0x7f;
  if (signal === 0) event.exitCode = (code >>> 8) & 0xff;
  else event.signal = signal;
  const lived = bytes.readBigUInt64LE(ACTOR.at[0]) - bytes.readBigUInt64LE(ACTOR.start[0]);
  event.durationMs = Math.max(0, Number(lived) / NS_PER_MS);
  return event;
}

function decodeSocket(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  const connect = u32(bytes, ACTOR.kind) === KIND.connect;
  const event = base(bytes, connect ? 'connect' : 'listen', context);
  const address = formatAddress(u16(bytes, SOCKET.family), bytes.subarray(SOCKET.address[0], 112));
  if (address === null) return null;
  event.endpoint = {
    protocol: u16(bytes, SOCKET.protocol) === IPPROTO_UDP ? 'udp' : 'tcp',
    address,
    port: u16(bytes, SOCKET.port),
  };
  if ((u32(bytes, SOCKET.flags) & FLAG.resultKnown) !== 0) {
    event.endpoint.result = bytes.readInt32LE(SOCKET.result[0]);
  }
  return event;
}

function base(bytes: Buffer, kind: CapturedEvent['kind'], context: DecodeContext): CapturedEvent {
  const start = bytes.readBigUInt64LE(ACTOR.start[0]);
  const pid = u32(bytes, ACTOR.pid);
  const ppid = u32(bytes, ACTOR.ppid);
  const parentStart = bytes.readBigUInt64LE(ACTOR.parent_start[0]);
  return {
    kind,
    source: 'bpf',
    t: context.bootedAt + Number(bytes.readBigUInt64LE(ACTOR.at[0])) / NS_PER_MS,
    id: processId(context.boot, pid, ticksOf(start)),
    parentId: processId(context.boot, ppid, ticksOf(parentStart)),
    pid,
    ppid,
    uid: u32(bytes, ACTOR.uid),
    comm: text(bytes, ACTOR.comm),
    parent: text(bytes, ACTOR.parent),
    argv: [],
    start: Number(start),
  };
}

function split(data: Buffer, ends: readonly number[]): { parts: Buffer[]; rest: Buffer } | null {
  const parts: Buffer[] = [];
  let from = 0;
  for (const end of ends) {
    if (end < from || end > data.length) return null;
    parts.push(data.subarray(from, end));
    from = end;
  }
  return { parts, rest: data.subarray(from) };
}

/** Splits at the NULs; what follows the last one was cut, and is kept. */
export function splitArguments(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  while (from < bytes.length) {
    const nul = bytes.indexOf(NUL, from);
    if (nul === -1) {
      found.push(bytes.subarray(from));
      break;
    }
    found.push(bytes.subarray(from, nul));
    from = nul + 1;
  }
  return found;
}

/** Names from the last to the first, each with its NUL, as the kernel finds them. */
function joinPath(names: Buffer): Buffer {
  const path = Buffer.allocUnsafe(names.length);
  let to = names.length;
  let from = 0;
  while (from < names.length) {
    const nul = names.indexOf(NUL, from);
    const end = nul === -1 ? names.length : nul;
    to -= end - from;
    names.copy(path, to, from, end);
    to -= 1;
    path.set(SLASH, Math.max(to, 0));
    from = end + 1;
  }
  return path.subarray(Math.max(to, 0));
}

function isMemfd(names: Buffer): boolean {
  return names.subarray(0, 6).toString('latin1') === 'memfd:';
}

/** `name:port` is for people; this is the address alone, and IPv4 in IPv6 is IPv4. */
export function formatAddress(family: number, bytes: Buffer): string | null {
  if (family === AF_INET) return bytes.subarray(0, 4).join('.');
  if (family !== AF_INET6) return null;
  const groups = bytes.toString('hex').replace(/.{4}(?=.)/g, '$&:');
  if (IPV4_MAPPED.test(groups)) return bytes.subarray(12).join('.');
  return shortIpv6(groups);
}

/** RFC 5952, section 4: no leading zeros, the first longest run of zeros as `::`. */
function shortIpv6(groups: string): string {
  const short = groups.split(':').map((group) => group.replace(/^0{1,3}/, ''));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < short.length; at++) {
    let length = 0;
    while (short[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.at === -1) return short.join(':');
  return `${short.slice(0, best.at).join(':')}::${short.slice(best.at + best.length).join(':')}`;
}

function u32(bytes: Buffer, [offset]: readonly [number, number]): number {
  return bytes.readUInt32LE(offset);
}

function u16(bytes: Buffer, [offset]: readonly [number, number]): number {
  return bytes.readUInt16LE(offset);
}

function text(bytes: Buffer, [offset, length]: readonly [number, number]): string {
  const field = bytes.subarray(offset, offset + length);
  const nul = field.indexOf(NUL);
  return field.toString('utf8', 0, nul === -1 ? length : nul);
}
