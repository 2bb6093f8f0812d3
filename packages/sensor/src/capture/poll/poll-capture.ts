import { readdirSync } from 'node:fs';

import {
  ARGV_BYTES_MAX,
  type Capture,
  type CaptureOptions,
  type Opened,
  POLL_INTERVAL_MS,
} from '../capture.ts';
import type { CapturedEvent } from '../captured-event.ts';
import { createCoverageCounter } from '../coverage-counter.ts';
import { listPids } from '../proc/list-pids.ts';
import { parseStat, type ProcStat } from '../proc/parse-stat.ts';
import { readProcFile } from '../proc/read-proc-file.ts';
import {
  type ProcFacts,
  readProcess,
  sameProgram,
  withoutArguments,
} from '../proc/read-process.ts';
import { nsOfTicks, processId, readBootId } from '../process-id.ts';
import { createForkBalance, readForks } from './fork-balance.ts';

const STAT_BYTES_MAX = 4096;
const NS_PER_MS = 1e6;
/** A new process may still run its parent's program; so often it is looked at again, whole. */
const YOUNG_LOOKS = 4;

/** What was seen of a process at the last look. */
interface Seen {
  readonly facts: ProcFacts;
  readonly threads: number;
  readonly looks: number;
}

/** The third rung, which needs no rights: looks at what runs now, and again a moment later. */
export interface PollCapture extends Capture {
  /** Looks once, instead of with the timer. */
  readonly look: () => void;
}

export type OpenedPoll = Extract<Opened, { refused: unknown }> | { readonly capture: PollCapture };

export function openPollCapture(options: CaptureOptions & { readonly proc?: string }): OpenedPoll {
  const proc = options.proc ?? '/proc';
  try {
    readdirSync(proc);
    return { capture: createCapture(proc, readBootId(proc), options) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { refused: { source: 'poll', code: 'proc', detail } };
  }
}

function createCapture(proc: string, boot: string, options: CaptureOptions): PollCapture {
  const from = { proc, boot, argvBytesMax: options.argvBytesMax ?? ARGV_BYTES_MAX };
  const own = new Set(options.ownPids ?? [process.pid]);
  const coverage = createCoverageCounter();
  const balance = createForkBalance();
  let seen = new Map<number, Seen>();
  let sink: ((event: CapturedEvent) => void) | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let closed = false;

  const emit = (event: CapturedEvent) => {
    coverage.event(event);
    sink?.(event);
  };
  const ended = (facts: ProcFacts) => {
    if (own.delete(facts.pid) || !isProgram(facts)) return;
    const upMs = Number(process.hrtime.bigint()) / NS_PER_MS;
    emit({
      ...withoutArguments(facts),
      kind: 'exit',
      source: 'poll',
      t: options.clock(),
      // How it ended only its parent is told.
      durationMs: Math.max(0, upMs - (facts.start ?? 0) / NS_PER_MS),
    });
  };
  const report = (facts: ProcFacts, first: boolean) => {
    if (own.has(facts.ppid)) own.add(facts.pid);
    const parent = seen.get(facts.ppid)?.facts;
    if (own.has(facts.pid) || !isProgram(facts)) return;
    // Forked, and runs what its parent runs.
    if (!first && parent !== undefined && sameProgram(parent, facts)) return;
    emit({ ...facts, kind: first ? 'running' : 'exec', source: 'poll', t: options.clock() });
  };
  const lookAt = (pid: number, first: boolean): { now: Seen; started: number } | null => {
    const stat = parseStat(
      readProcFile(`${proc}/${pid}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '',
    );
    if (stat === null) return null;
    const before = seen.get(pid);
    if (before === undefined || before.facts.id !== processId(boot, pid, stat.startTicks)) {
      if (before !== undefined) ended(before.facts);
      const facts = readProcess(pid, from) ?? unreadable(pid, stat, boot);
      report(facts, first);
      return { now: { facts, threads: stat.threads, looks: 1 }, started: stat.threads };
    }
    const looks = before.looks + 1;
    const started = Math.max(0, stat.threads - before.threads);
    // Another program brings another name with it; one of the same name is not noticed later on.
    const isNew = looks <= YOUNG_LOOKS || before.facts.comm !== stat.comm;
    const read = isNew && isProgram(before.facts) ? readProcess(pid, from) : null;
    // One that has ended and waits for its parent shows no program any more.
    const facts = read !== null && isProgram(read) ? read : before.facts;
    if (facts !== before.facts && !sameProgram(before.facts, facts)) report(facts, false);
    return { now: { facts, threads: stat.threads, looks }, started };
  };
  const look = (first: boolean) => {
    const forks = readForks(proc);
    const next = new Map<number, Seen>();
    let started = 0;
    for (const pid of listPids(proc)) {
      const found = lookAt(pid, first);
      if (found === null) continue;
      next.set(pid, found.now);
      started += found.started;
    }
    for (const [pid, { facts }] of seen) if (!next.has(pid)) ended(facts);
    seen = next;
    const unseen = first ? balance.begin(readForks(proc)) : balance.add(forks, started);
    if (unseen > 0) {
      coverage.miss('started-between-looks', unseen);
      coverage.gap();
    }
  };

  return {
    source: 'poll',
    limits: [
      'what begins and ends between two looks is only counted, together with threads',
      'an execution that keeps the name of a process older than a second is not seen',
      'exit codes, failed executions, connections and listeners are not seen',
    ],
    look: () => look(false),
    async start(to) {
      sink = to;
      look(true);
      timer = setInterval(() => look(false), options.pollIntervalMs ?? POLL_INTERVAL_MS);
    },
    coverage: () => coverage.take(),
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      if (sink !== undefined) look(false);
    },
  };
}

/** Kernel threads have neither a program nor arguments. */
function isProgram(facts: ProcFacts): boolean {
  return facts.exe !== undefined || facts.argv.length > 0;
}

function unreadable(pid: number, stat: ProcStat, boot: string): ProcFacts {
  return {
    id: processId(boot, pid, stat.startTicks),
    pid,
    ppid: stat.ppid,
    uid: 0,
    comm: stat.comm,
    parent: '',
    argv: [],
    start: nsOfTicks(stat.startTicks),
    faulted: true,
  };
}
