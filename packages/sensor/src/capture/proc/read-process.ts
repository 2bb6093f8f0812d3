import type { CapturedEvent, HostText } from '../captured-event.ts';
import { nsOfTicks, processId } from '../process-id.ts';
import { parseStat } from './parse-stat.ts';
import { readProcFile, readProcLink } from './read-proc-file.ts';

const STAT_BYTES_MAX = 4096;
const STATUS_BYTES_MAX = 16_384;
const CGROUP_BYTES_MAX = 16_384;
const PF_KTHREAD = 0x0020_0000;
const UNSET = 4_294_967_295;
const DELETED = Buffer.from(' (deleted)');
const MEMFD = '/memfd:';
const NUL = 0;

/** Where and how to read. */
export interface ProcSource {
  readonly proc: string;
  readonly boot: string;
  readonly argvBytesMax: number;
}

/** A process as `/proc` shows it: an event without its time, kind and source. */
export type ProcFacts = Omit<CapturedEvent, 't' | 'kind' | 'source'>;

/** Reads all that `/proc` tells of a process; null for one that is gone, and for kernel threads. */
export function readProcess(pid: number, source: ProcSource): ProcFacts | null {
  const folder = `${source.proc}/${pid}`;
  const stat = parseStat(readProcFile(`${folder}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '');
  if (stat === null || (stat.flags & PF_KTHREAD) !== 0) return null;
  const facts: ProcFacts = {
    id: processId(source.boot, pid, stat.startTicks),
    pid,
    ppid: stat.ppid,
    uid: 0,
    comm: stat.comm,
    parent: '',
    argv: [],
    start: nsOfTicks(stat.startTicks),
  };
  setExecutable(facts, readProcLink(`${folder}/exe`));
  setArguments(facts, folder, source.argvBytesMax);
  setIdentity(facts, folder);
  const cwd = readProcLink(`${folder}/cwd`);
  if (cwd !== null) facts.cwd = cwd.toString('utf8');
  const cgroup = cgroupPath(readProcFile(`${folder}/cgroup`, CGROUP_BYTES_MAX)?.toString('utf8'));
  if (cgroup !== null) facts.cgroup = cgroup;
  setNamespaces(facts, folder);
  const tty = ttyName(stat.ttyNumber);
  if (tty !== null) facts.tty = tty;
  setParent(facts, source);
  // It ended, or began to run something else, while it was read: what was read may be half of each.
  const after = parseStat(readProcFile(`${folder}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '');
  if (after === null || after.startTicks !== stat.startTicks || after.comm !== stat.comm) {
    facts.faulted = true;
  }
  return facts;
}

/** Whether nothing but a fork lies between the two. */
export function sameProgram(a: ProcFacts, b: ProcFacts): boolean {
  return (
    a.argv.length === b.argv.length &&
    a.exe === b.exe &&
    a.argv.every((argument, index) => equalText(argument, b.argv[index]))
  );
}

function equalText(a: HostText, b: HostText | undefined): boolean {
  if (typeof a === 'string' || typeof b !== 'object') return a === b;
  return Buffer.compare(a, b) === 0;
}

/** What is told of a process at its end: its arguments were told at its beginning. */
export function withoutArguments(facts: ProcFacts): ProcFacts {
  const { argc: _, argvBytes: _bytes, argvTruncated: _cut, faulted: _faulted, ...rest } = facts;
  return { ...rest, argv: [] };
}

function setExecutable(facts: ProcFacts, link: Buffer | null): void {
  if (link === null) {
    facts.faulted = true;
    return;
  }
  const isDeleted = link.subarray(-DELETED.length).equals(DELETED);
  const path = isDeleted ? link.subarray(0, -DELETED.length) : link;
  const isMemfd = isDeleted && path.toString('latin1').startsWith(MEMFD);
  facts.exe = path.toString('utf8');
  if (isMemfd) facts.memfd = true;
  else if (isDeleted) facts.deleted = true;
}

function setArguments(facts: ProcFacts, folder: string, maxBytes: number): void {
  // One byte more tells whether there was more.
  const bytes = readProcFile(`${folder}/cmdline`, maxBytes + 1);
  if (bytes === null || bytes.length === 0) {
    facts.faulted = true;
    return;
  }
  const truncated = bytes.length > maxBytes;
  const argv: HostText[] = [];
  let from = 0;
  const whole = truncated ? bytes.subarray(0, maxBytes) : bytes;
  while (from < whole.length) {
    const nul = whole.indexOf(NUL, from);
    const end = nul === -1 ? whole.length : nul;
    argv.push(whole.subarray(from, end));
    from = end + 1;
  }
  facts.argv = argv;
  if (truncated) {
    facts.argvTruncated = true;
  } else {
    facts.argc = argv.length;
    facts.argvBytes = bytes.length;
  }
}

function setIdentity(facts: ProcFacts, folder: string): void {
  const status = readProcFile(`${folder}/status`, STATUS_BYTES_MAX)?.toString('latin1') ?? '';
  const uid = /^Uid:\t(\d+)\t(\d+)/m.exec(status);
  const gid = /^Gid:\t(\d+)/m.exec(status);
  if (uid === null) facts.faulted = true;
  else {
    facts.uid = Number(uid[1]);
    facts.euid = Number(uid[2]);
  }
  if (gid !== null) facts.gid = Number(gid[1]);
  const loginuid = readNumber(`${folder}/loginuid`);
  if (loginuid !== null && loginuid !== UNSET) facts.loginuid = loginuid;
  const session = readNumber(`${folder}/sessionid`);
  if (session !== null && session !== UNSET) facts.session = session;
}

function setNamespaces(facts: ProcFacts, folder: string): void {
  const found: NonNullable<ProcFacts['namespaces']> = {};
  for (const name of ['pid', 'mnt', 'net', 'user'] as const) {
    const link = readProcLink(`${folder}/ns/${name}`)?.toString('latin1');
    const inode = /\[(\d+)\]$/.exec(link ?? '')?.[1];
    if (inode !== undefined) found[name] = Number(inode);
  }
  if (Object.keys(found).length > 0) facts.namespaces = found;
}

function setParent(facts: ProcFacts, source: ProcSource): void {
  if (facts.ppid === 0) return;
  const folder = `${source.proc}/${facts.ppid}`;
  const stat = parseStat(readProcFile(`${folder}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '');
  if (stat === null) return;
  facts.parent = stat.comm;
  facts.parentId = processId(source.boot, facts.ppid, stat.startTicks);
}

function readNumber(path: string): number | null {
  const value = Number.parseInt(readProcFile(path, 32)?.toString('latin1') ?? '', 10);
  return Number.isSafeInteger(value) ? value : null;
}

/** The unified hierarchy's path, or where all is at its root, that of the pids controller. */
export function cgroupPath(text: string | undefined): string | null {
  if (text === undefined) return null;
  let unified: string | null = null;
  let byController: string | null = null;
  for (const line of text.split('\n')) {
    const match = /^\d+:([^:]*):(.*)$/s.exec(line);
    if (match === null) continue;
    const [, controllers = '', path = ''] = match;
    if (controllers === '') unified = path;
    else if (controllers.split(',').includes('pids')) byController = path;
    else if (controllers.split(',').includes('memory')) byController ??= path;
  }
  return unified === null || unified === '/' ? (byController ?? unified) : unified;
}

/** The names that the kernel gives to terminals: Documentation/admin-guide/devices.txt. */
export function ttyName(device: number): string | null {
  if (!Number.isSafeInteger(device) || device === 0) return null;
  const major = (device >>> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xff_f00);
  if (major >= 136 && major <= 143) return `pts${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  return `${major}:${minor}`;
}
