/** One notice of the process connector (uapi/linux/cn_proc.h). */
export type ProcEvent = { readonly cpu: number; readonly sequence: number; readonly at: bigint } & (
  | { readonly what: 'exec'; readonly pid: number; readonly tid: number }
  | {
      readonly what: 'fork';
      readonly pid: number;
      readonly tid: number;
      readonly ppid: number;
    }
  | { readonly what: 'exit'; readonly pid: number; readonly tid: number; readonly code: number }
  | { readonly what: 'other' }
);

const NLMSG_BYTES = 16;
const NLMSG_DONE = 3;
const CN_IDX_PROC = 1;
/** After the netlink and the connector headers. */
const BODY = 36;
const FORK = 0x0000_0001;
const EXEC = 0x0000_0002;
const EXIT = 0x8000_0000;

/** Parses one datagram, which may hold several messages; what is odd is left out, and counted. */
export function parseProcEvents(bytes: Buffer): { events: ProcEvent[]; malformed: number } {
  const events: ProcEvent[] = [];
  let malformed = 0;
  let from = 0;
  while (bytes.length - from >= NLMSG_BYTES) {
    const length = bytes.readUInt32LE(from);
    if (length < NLMSG_BYTES || from + length > bytes.length)
      return { events, malformed: malformed + 1 };
    const event = parseOne(bytes.subarray(from, from + length));
    if (event === 'malformed') malformed++;
    else if (event !== null) events.push(event);
    from += (length + 3) & ~3;
  }
  return { events, malformed };
}

function parseOne(message: Buffer): ProcEvent | 'malformed' | null {
  if (message.readUInt16LE(4) !== NLMSG_DONE) return 'malformed';
  if (message.length < BODY + 24 || message.readUInt32LE(16) !== CN_IDX_PROC) return 'malformed';
  const what = message.readUInt32LE(BODY);
  // The answer to our own request to listen.
  if (what === 0) return null;
  const base = {
    sequence: message.readUInt32LE(24),
    cpu: message.readUInt32LE(BODY + 4),
    at: message.readBigUInt64LE(BODY + 8),
  };
  const pidAt = BODY + 16;
  if (what === EXEC) {
    return {
      ...base,
      what: 'exec',
      tid: message.readUInt32LE(pidAt),
      pid: message.readUInt32LE(pidAt + 4),
    };
  }
  if (what === FORK && message.length >= pidAt + 16) {
    return {
      ...base,
      what: 'fork',
      ppid: message.readUInt32LE(pidAt + 4),
      tid: message.readUInt32LE(pidAt + 8),
      pid: message.readUInt32LE(pidAt + 12),
    };
  }
  if (what === EXIT && message.length >= pidAt + 12) {
    return {
      ...base,
      what: 'exit',
      tid: message.readUInt32LE(pidAt),
      pid: message.readUInt32LE(pidAt + 4),
      code: message.readUInt32LE(pidAt + 8),
    };
  }
  return { ...base, what: 'other' };
}

/** The request to be told (`PROC_CN_MCAST_LISTEN`) or no longer (`PROC_CN_MCAST_IGNORE`). */
export function listenRequest(listen: boolean): Buffer {
  const message = Buffer.alloc(40);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(NLMSG_DONE, 4);
  message.writeUInt32LE(CN_IDX_PROC, 16);
  message.writeUInt32LE(CN_IDX_PROC, 20);
  message.writeUInt16LE(4, 32);
  message.writeUInt32LE(listen ? 1 : 2, 36);
  return message;
}
