import { ARGV_BYTES_MAX, type Capture, type CaptureOptions, type Opened } from '../capture.ts';
import type { CapturedEvent } from '../captured-event.ts';
import { createCoverageCounter } from '../coverage-counter.ts';
import { type ProcFacts, readProcess, withoutArguments } from '../proc/read-process.ts';
import { readRunning } from '../proc/running.ts';
import { nsOfTicks, processId, readBootId } from '../process-id.ts';
import { type ConnectorSocket, openConnector } from './connector-socket.ts';
import { parseProcEvents, type ProcEvent } from './parse-proc-event.ts';
import { createSequenceGaps } from './sequence-gaps.ts';

/** More than a host has at one time; beyond it the oldest are forgotten and looked up again. */
const KNOWN_MAX = 65_536;
const NS_PER_MS = 1e6;

/** The second rung: every exec is noticed, but read from `/proc`, where it may be gone already. */
export function openNetlinkCapture(options: CaptureOptions): Opened {
  const opened = openConnector();
  return 'refused' in opened ? opened : { capture: createCapture(opened.socket, options) };
}

function createCapture(socket: ConnectorSocket, options: CaptureOptions): Capture {
  const from = {
    proc: '/proc',
    boot: readBootId(),
    argvBytesMax: options.argvBytesMax ?? ARGV_BYTES_MAX,
  };
  const coverage = createCoverageCounter();
  const gaps = createSequenceGaps();
  const known = new Map<number, ProcFacts>();
  const own = new Set(options.ownPids ?? [process.pid]);
  let sink: ((event: CapturedEvent) => void) | undefined;
  let closed = false;

  const remember = (facts: ProcFacts) => {
    known.delete(facts.pid);
    known.set(facts.pid, facts);
    if (known.size > KNOWN_MAX) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
  };
  const emit = (event: CapturedEvent) => {
    coverage.event(event);
    sink?.(event);
  };
  const timeOf = (notice: ProcEvent) => {
    // Stamped with the monotonic clock, as hrtime is.
    const agoMs = Number(process.hrtime.bigint() - notice.at) / NS_PER_MS;
    return options.clock() - Math.max(0, agoMs);
  };
  const onExec = (pid: number, t: number, isLast: boolean) => {
    if (own.has(pid)) return;
    // What is there now is what was run last, and says nothing about what ran before.
    const facts =
      (isLast ? readProcess(pid, from) : null) ??
      vanished(pid, t, known.get(pid), from.boot, options.clock());
    remember(facts);
    emit({ ...facts, kind: 'exec', source: 'netlink', t });
  };
  const onExit = (notice: ProcEvent & { what: 'exit' }, t: number) => {
    if (notice.tid !== notice.pid) return;
    const facts = known.get(notice.pid);
    known.delete(notice.pid);
    if (own.delete(notice.pid) || facts === undefined) return;
    const signal = notice.code & 0x7f;
    emit({
      ...withoutArguments(facts),
      kind: 'exit',
      source: 'netlink',
      t,
      ...(signal === 0 ? { exitCode: (notice.code >>> 8) & 0xff } : { signal }),
      durationMs: Math.max(0, t - startedAt(facts, options.clock())),
    });
  };
  const onNotice = (notice: ProcEvent, isLast: boolean) => {
    coverage.miss('netlink-overrun', gaps.after(notice.cpu, notice.sequence));
    const t = timeOf(notice);
    switch (notice.what) {
      case 'exec':
        return onExec(notice.pid, t, isLast);
      case 'exit':
        return onExit(notice, t);
      case 'fork': {
        if (notice.pid !== notice.tid) return;
        if (own.has(notice.ppid)) own.add(notice.pid);
        const parent = known.get(notice.ppid);
        // Runs what its parent runs, until it says otherwise.
        if (parent !== undefined) remember(forked(parent, notice, t, from.boot, options.clock()));
        return;
      }
      case 'other':
    }
  };
  const drain = () => {
    if (sink === undefined) return;
    const notices: ProcEvent[] = [];
    const { overrun } = socket.drain((datagram) => {
      const { events, malformed } = parseProcEvents(datagram);
      coverage.miss('malformed', malformed);
      notices.push(...events);
    });
    const lastExecs = new Map<number, ProcEvent>();
    for (const notice of notices) if (notice.what === 'exec') lastExecs.set(notice.pid, notice);
    for (const notice of notices) {
      onNotice(notice, notice.what === 'exec' && lastExecs.get(notice.pid) === notice);
    }
    if (overrun) coverage.gap();
  };

  return {
    source: 'netlink',
    limits: [
      'failed executions, connections and listeners are not seen',
      'of a program that ends at once only that it ran is seen',
    ],
    async start(to) {
      sink = to;
      const running = readRunning({ from, source: 'netlink', t: options.clock(), ownPids: own });
      for (const event of running) {
        remember(event);
        emit(event);
      }
      socket.onReadable(drain);
      drain();
    },
    coverage() {
      drain();
      return coverage.take();
    },
    async close() {
      if (closed) return;
      closed = true;
      drain();
      socket.close();
    },
  };
}

function bootedAt(now: number): number {
  return now - Number(process.hrtime.bigint()) / NS_PER_MS;
}

function startedAt(facts: ProcFacts, now: number): number {
  return bootedAt(now) + (facts.start ?? 0) / NS_PER_MS;
}

function ticksAt(t: number, now: number): number {
  return Math.floor((t - bootedAt(now)) / 10);
}

/** Gone before it was read: that it ran is all that is known, and it is told so. */
function vanished(
  pid: number,
  t: number,
  before: ProcFacts | undefined,
  boot: string,
  now: number,
): ProcFacts {
  if (before !== undefined) {
    const { id, ppid, uid, parent, parentId, start } = before;
    return {
      id,
      pid,
      ppid,
      uid,
      parent,
      comm: '',
      argv: [],
      faulted: true,
      ...(parentId === undefined ? {} : { parentId }),
      ...(start === undefined ? {} : { start }),
    };
  }
  const ticks = ticksAt(t, now);
  return {
    id: processId(boot, pid, ticks),
    pid,
    ppid: 0,
    uid: 0,
    comm: '',
    parent: '',
    argv: [],
    start: nsOfTicks(ticks),
    faulted: true,
  };
}

function forked(
  parent: ProcFacts,
  notice: { readonly pid: number; readonly ppid: number },
  t: number,
  boot: string,
  now: number,
): ProcFacts {
  const ticks = ticksAt(t, now);
  return {
    ...parent,
    id: processId(boot, notice.pid, ticks),
    pid: notice.pid,
    ppid: notice.ppid,
    parent: parent.comm,
    parentId: parent.id,
    start: nsOfTicks(ticks),
  };
}
