import type { CapturedEvent, HostText } from '../captured-event.ts';
import type { ProcessIds } from './process-ids.ts';
import { ACTOR, EXEC, EXIT, FAILED, type Field, FLAG, KIND, SOCKET } from './record-layout.ts';
import type { TextTable } from './text-table.ts';

const UNSET = 0xffff_ffff;
const NUL = 0;
const SLASH = 0x2f;
const NS_PER_MS = 1e6;
const HIGH = 2 ** 32;
const AF_INET = 2;
const AF_INET6 = 10;
const IPPROTO_UDP = 17;
const IPV4_MAPPED = /^(?:0000:){5}ffff:/;
const MEMFD = '/memfd:';

/** What a record does not say by itself. */
export interface DecodeContext {
  readonly ids: ProcessIds;
  readonly texts: TextTable;
  /** Unix time in ms of the boot. */
  readonly bootedAt: number;
  /** The arguments of this process beyond what is in the record, when they came ahead of it. */
  readonly takeArgv: (pid: number, start: bigint, from: number) => Uint8Array | null;
}

/**
 * Decodes one record of the ring, whose bytes are only good during the call; what is short or odd
 * gives null, and is counted.
 */
export function decodeRecord(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  if (bytes.length < 80) return null;
  const kind = u32(bytes, ACTOR.kind);
  if (u32(bytes, ACTOR.bytes) !== bytes.length) return null;
  switch (kind) {
    case KIND.exec:
      return bytes.length < EXEC.data[0] ? null : decodeExec(bytes, context);
    case KIND.execFailed:
      return bytes.length < FAILED.data[0] ? null : decodeFailed(bytes, context);
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
  const exeFrom = EXEC.data[0];
  const cwdFrom = exeFrom + u32(bytes, EXEC.exe_end);
  const fileFrom = exeFrom + u32(bytes, EXEC.cwd_end);
  const interpreterFrom = exeFrom + u32(bytes, EXEC.file_end);
  const cgroupFrom = exeFrom + u32(bytes, EXEC.interpreter_end);
  const argvFrom = exeFrom + u32(bytes, EXEC.cgroup_end);
  const inline = u32(bytes, EXEC.argv_inline);
  if (argvFrom + inline !== bytes.length) return null;
  const inOrder = exeFrom <= cwdFrom && cwdFrom <= fileFrom && fileFrom <= interpreterFrom;
  if (!inOrder || interpreterFrom > cgroupFrom || cgroupFrom > argvFrom) return null;

  const flags = u32(bytes, EXEC.flags);
  const event = base(bytes, 'exec', context);
  const argvBytes = u64(bytes, EXEC.argv_bytes);
  const argc = u32(bytes, EXEC.argc);
  const [argv, argvHeld] = takeArguments(bytes, { argvFrom, argvBytes, context });
  event.argv = argv;
  event.argc = argc;
  event.argvBytes = argvBytes;
  if (argvHeld !== argvBytes || argv.length !== argc) event.argvTruncated = true;
  if ((flags & (FLAG.argvFault | FLAG.exeMissing | FLAG.exeCut)) !== 0) event.faulted = true;

  const { texts } = context;
  const exe = pathOf(texts, bytes, { from: exeFrom, to: cwdFrom });
  if (exe !== '') event.exe = exe;
  if ((flags & FLAG.exeWithoutRoot) !== 0) event.memfd = exe.startsWith(MEMFD);
  else if ((flags & FLAG.exeUnlinked) !== 0) event.deleted = true;
  if ((flags & FLAG.cwdCut) === 0) {
    event.cwd = pathOf(texts, bytes, { from: cwdFrom, to: fileFrom }) || '/';
  }
  if (interpreterFrom - fileFrom > 1) {
    event.file = textOf(texts, bytes, { from: fileFrom, to: interpreterFrom - 1 });
  }
  if (cgroupFrom - interpreterFrom > 1) {
    event.interpreter = textOf(texts, bytes, { from: interpreterFrom, to: cgroupFrom - 1 });
  }
  event.cgroup = pathOf(texts, bytes, { from: cgroupFrom, to: argvFrom }) || '/';

  event.euid = u32(bytes, EXEC.euid);
  event.gid = u32(bytes, EXEC.gid);
  const loginuid = u32(bytes, EXEC.loginuid);
  if (loginuid !== UNSET) event.loginuid = loginuid;
  const session = u32(bytes, EXEC.session);
  if (session !== UNSET) event.session = session;
  const tty = nameOf(texts, bytes, EXEC.tty);
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

/** The arguments, and how many bytes of them there are. */
function takeArguments(
  bytes: Buffer,
  {
    argvFrom,
    argvBytes,
    context,
  }: { readonly argvFrom: number; readonly argvBytes: number; readonly context: DecodeContext },
): [argv: HostText[], held: number] {
  const inline = bytes.length - argvFrom;
  if (argvBytes > inline) {
    const start = bytes.readBigUInt64LE(ACTOR.start[0]);
    const beyond = context.takeArgv(u32(bytes, ACTOR.pid), start, inline);
    if (beyond !== null) {
      const whole = Buffer.concat([bytes.subarray(argvFrom), beyond]);
      return [splitArguments(context.texts, whole, { from: 0, to: whole.length }), whole.length];
    }
  }
  return [splitArguments(context.texts, bytes, { from: argvFrom, to: bytes.length }), inline];
}

function decodeFailed(bytes: Buffer, context: DecodeContext): CapturedEvent | null {
  const fileFrom = FAILED.data[0];
  const cwdFrom = fileFrom + u32(bytes, FAILED.file_end);
  const argvFrom = fileFrom + u32(bytes, FAILED.cwd_end);
  const argvTo = fileFrom + u32(bytes, FAILED.argv_end);
  if (argvTo !== bytes.length || cwdFrom > argvFrom || argvFrom > argvTo) return null;
  const { texts } = context;
  const flags = u32(bytes, FAILED.flags);
  const event = base(bytes, 'exec-failed', context);
  event.errno = bytes.readInt32LE(FAILED.error[0]);
  event.euid = u32(bytes, FAILED.euid);
  if (cwdFrom - fileFrom > 1)
    event.file = textOf(texts, bytes, { from: fileFrom, to: cwdFrom - 1 });
  if ((flags & FLAG.cwdCut) === 0) {
    event.cwd = pathOf(texts, bytes, { from: cwdFrom, to: argvFrom }) || '/';
  }
  event.argv = splitArguments(texts, bytes, { from: argvFrom, to: argvTo });
  event.argc = u32(bytes, FAILED.argc);
  // The total is not known where some were not read.
  if ((flags & (FLAG.argvCut | FLAG.argvFault)) !== 0) event.argvTruncated = true;
  else event.argvBytes = argvTo - argvFrom;
  if ((flags & (FLAG.argvFault | FLAG.fileFault)) !== 0) event.faulted = true;
  return event;
}

function decodeExit(bytes: Buffer, context: DecodeContext): CapturedEvent {
  const event = base(bytes, 'exit', context);
  const code = u32(bytes, EXIT.code);
  const signal = code & 0x7f;
  if (signal === 0) event.exitCode = (code >>> 8) & 0xff;
  else event.signal = signal;
  // Halves by themselves: their differences are small, and so exact.
  const [high, low] = [highOf(bytes, ACTOR.at), u32(bytes, ACTOR.at)];
  const lived = (high - highOf(bytes, ACTOR.start)) * HIGH + (low - u32(bytes, ACTOR.start));
  event.durationMs = Math.max(0, lived / NS_PER_MS);
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
  const { ids, texts } = context;
  const pid = u32(bytes, ACTOR.pid);
  const ppid = u32(bytes, ACTOR.ppid);
  return {
    t: context.bootedAt + u64(bytes, ACTOR.at) / NS_PER_MS,
    kind,
    source: 'bpf',
    id: ids(pid, u32(bytes, ACTOR.start), highOf(bytes, ACTOR.start)),
    parentId: ids(ppid, u32(bytes, ACTOR.parent_start), highOf(bytes, ACTOR.parent_start)),
    pid,
    ppid,
    uid: u32(bytes, ACTOR.uid),
    comm: nameOf(texts, bytes, ACTOR.comm),
    parent: nameOf(texts, bytes, ACTOR.parent),
    argv: [],
    start: u64(bytes, ACTOR.start),
  };
}

/** Where a part of a record lies. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Splits at the NULs; what follows the last one was cut, and is kept. */
export function splitArguments(texts: TextTable, bytes: Buffer, { from, to }: Range): HostText[] {
  const found: HostText[] = [];
  let begin = from;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] !== NUL) continue;
    found.push(texts.text(bytes, begin, at));
    begin = at + 1;
  }
  if (begin < to) found.push(texts.text(bytes, begin, to));
  return found;
}

/** Room for the longest path that a record can hold. */
const joined = Buffer.alloc(EXEC.data[1] + 1);

/** Names from the last to the first, each with its NUL, as the kernel finds them. */
function pathOf(texts: TextTable, bytes: Buffer, { from, to }: Range): string {
  let written = joined.length;
  let end = from;
  for (let at = from; at < to; at = end + 1) {
    end = at;
    while (end < to && bytes[end] !== NUL) end += 1;
    for (let last = end - 1; last >= at; last -= 1) joined[--written] = bytes[last] ?? NUL;
    joined[--written] = SLASH;
  }
  return textOf(texts, joined, { from: written, to: joined.length });
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

function u32(bytes: Buffer, field: Field): number {
  return bytes.readUInt32LE(field[0]);
}

function u16(bytes: Buffer, field: Field): number {
  return bytes.readUInt16LE(field[0]);
}

function highOf(bytes: Buffer, field: Field): number {
  return bytes.readUInt32LE(field[0] + 4);
}

/** To 53 bits. */
function u64(bytes: Buffer, field: Field): number {
  return highOf(bytes, field) * HIGH + u32(bytes, field);
}

/** A text of a fixed length, to its NUL. */
function nameOf(texts: TextTable, bytes: Buffer, [from, length]: Field): string {
  let to = from;
  while (to < from + length && bytes[to] !== NUL) to += 1;
  return textOf(texts, bytes, { from, to });
}

/** What is not UTF-8 in a path or a name becomes U+FFFD. */
function textOf(texts: TextTable, bytes: Buffer, { from, to }: Range): string {
  const text = texts.text(bytes, from, to);
  return typeof text === 'string' ? text : bytes.toString('utf8', from, to);
}
