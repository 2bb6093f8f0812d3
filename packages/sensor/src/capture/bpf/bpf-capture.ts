import { readlinkSync } from 'node:fs';

import {
  ARGV_BYTES_MAX,
  type Capture,
  type CaptureOptions,
  type Opened,
  RING_BYTES,
} from '../capture.ts';
import type { CapturedEvent } from '../captured-event.ts';
import { createCoverageCounter } from '../coverage-counter.ts';
import { readRunning } from '../proc/running.ts';
import { readBootId } from '../process-id.ts';
import { createArgvChunks } from './argv-chunks.ts';
import { type BpfObject, loadObject, type ProgramCost } from './bpf-object.ts';
import { decodeRecord } from './decode-record.ts';
import { boottimeMs } from './libc.ts';
import { createLossCounter } from './loss-counter.ts';
import { createProcessIds } from './process-ids.ts';
import { createRecentExits } from './recent-exits.ts';
import { ARGV, COUNTER, KIND } from './record-layout.ts';
import { openRing, type Ring } from './ring.ts';
import { createTextTable } from './text-table.ts';

/** `PROC_PID_INIT_INO`: the first pid namespace has this inode on every host. */
const HOST_PID_NAMESPACE = 'pid:[4026531836]';
/** How long records wait. To wake up costs as much as some fifty of them, also where there is none. */
const DRAIN_MS = 100;
/** Where more than this part of the ring was full, as on a host of many cores. */
const BUSY_PART = 1 / 16;
const DRAIN_BUSY_MS = 10;

/** The first rung: nothing is missed but what is counted. */
export interface BpfCapture extends Capture {
  /** Reads what waits now, instead of with the timer. */
  readonly drain: () => void;
  readonly costs: () => ProgramCost[];
  /** Records of a kind that the kernel has made, and those of them that found no room. */
  readonly totals: (kind: keyof typeof KIND) => readonly [seen: number, dropped: number];
}

export type OpenedBpf = Extract<Opened, { refused: unknown }> | { readonly capture: BpfCapture };

/** Loads and attaches the programs: from then on events wait in the ring. */
export function openBpfCapture(options: CaptureOptions): OpenedBpf {
  if (readlinkSync('/proc/self/ns/pid') !== HOST_PID_NAMESPACE) {
    const detail =
      'the sensor has pids of its own here; run it with those of the host (--pid=host)';
    return { refused: { source: 'bpf', code: 'pid-namespace', detail } };
  }
  const loaded = loadObject({
    ringBytes: options.ringBytes ?? RING_BYTES,
    argvBytesMax: options.argvBytesMax ?? ARGV_BYTES_MAX,
    ownPids: options.ownPids ?? [process.pid],
  });
  if ('refused' in loaded) return loaded;
  try {
    const ring = openRing(loaded.object.ringFd, loaded.object.ringBytes);
    return { capture: createCapture(loaded.object, ring, options) };
  } catch (error) {
    loaded.object.close();
    const detail = error instanceof Error ? error.message : String(error);
    return { refused: { source: 'bpf', code: 'load', detail } };
  }
}

function createCapture(object: BpfObject, ring: Ring, options: CaptureOptions): BpfCapture {
  const boot = readBootId();
  const chunks = createArgvChunks();
  const coverage = createCoverageCounter();
  const losses = createLossCounter(object);
  const ended = createRecentExits();
  const ids = createProcessIds(boot);
  const texts = createTextTable();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sink: ((event: CapturedEvent) => void) | undefined;
  let closed = false;

  const read = (to: (event: CapturedEvent) => void) => {
    const bootedAt = options.clock() - boottimeMs();
    const context = { ids, texts, bootedAt, takeArgv: chunks.take };
    ring.drain((record) => {
      if (record.length >= ARGV.data[0] && record.readUInt32LE(0) === KIND.argv) {
        const length = Math.min(record.readUInt32LE(ARGV.length[0]), record.length - ARGV.data[0]);
        chunks.add({
          pid: record.readUInt32LE(ARGV.pid[0]),
          start: record.readBigUInt64LE(ARGV.start[0]),
          offset: record.readUInt32LE(ARGV.offset[0]),
          bytes: Buffer.from(record.subarray(ARGV.data[0], ARGV.data[0] + length)),
        });
        return;
      }
      const event = decodeRecord(record, context);
      if (event === null) coverage.miss('malformed');
      // The last two threads of a process may both have been the last.
      else if (event.kind !== 'exit' || ended.add(event.pid, event.start ?? 0)) to(event);
    });
  };
  const emit = (event: CapturedEvent) => {
    coverage.event(event);
    sink?.(event);
  };
  const drain = () => {
    if (sink !== undefined && !closed) read(emit);
  };
  const drainLater = (ms: number) => {
    timer = setTimeout(() => {
      const isBusy = ring.waiting() > object.ringBytes * BUSY_PART;
      drain();
      drainLater(isBusy ? DRAIN_BUSY_MS : DRAIN_MS);
    }, ms);
  };

  /** After the maps are gone there is nothing to ask; what they last said was counted then. */
  const countLosses = () => {
    if (closed) return;
    for (const [reason, events] of losses()) coverage.miss(reason, events);
  };

  return {
    source: 'bpf',
    limits: [
      ...object.limits,
      'failed executions and UDP connects of 32-bit programs are not seen',
    ],
    drain,
    costs: () => object.costs(),
    totals(kind) {
      const counters = object.counters();
      return [
        counters[COUNTER.seen + KIND[kind]] ?? 0,
        counters[COUNTER.dropped + KIND[kind]] ?? 0,
      ];
    },
    async start(to) {
      sink = to;
      const running = readRunning({
        from: {
          proc: '/proc',
          boot,
          argvBytesMax: options.argvBytesMax ?? ARGV_BYTES_MAX,
        },
        source: 'bpf',
        t: options.clock(),
        ownPids: new Set(options.ownPids ?? [process.pid]),
      });
      // What was started between attaching and looking is told by its own event.
      const waiting: CapturedEvent[] = [];
      read((event) => waiting.push(event));
      const told = new Set(waiting.filter(({ kind }) => kind === 'exec').map(({ id }) => id));
      for (const event of running) if (!told.has(event.id)) emit(event);
      for (const event of waiting) emit(event);
      drainLater(DRAIN_MS);
    },
    coverage() {
      drain();
      countLosses();
      return coverage.take();
    },
    async close() {
      if (closed) return;
      clearTimeout(timer);
      drain();
      countLosses();
      closed = true;
      ring.close();
      object.close();
    },
  };
}
