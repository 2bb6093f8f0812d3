// Long because what may happen to a batch between memory, disk and receiver is one state machine.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { CoverageLedger } from '../batch/coverage-ledger.ts';
import { sealReason } from '../batch/seal-reason.ts';
import type { SensorLimits } from '../limits/limits.ts';
import { boundAside } from './bound-aside.ts';
import { type BatchContent, readBatch } from './batch-content.ts';
import { type BatchName, fileNameOf } from './batch-name.ts';
import { encodeCoverageFrame, encodeRecordFrame, type SpoolRecord } from './frames.ts';
import type { OpenBatch } from './open-batch.ts';
import { recoverBatches } from './recover-batches.ts';
import { nextBatch, nextToEvict, type SealedBatch } from './sealed-batches.ts';
import { openSegment, type Segment, writeSegment } from './segment.ts';
import { beginSession } from './session.ts';

/** What a spool needs. */
export interface SpoolOptions {
  /** Its own; nobody else writes there (see `lockState`). */
  readonly folder: string;
  readonly limits: SensorLimits;
  readonly ledger: CoverageLedger;
  readonly nowMs: () => number;
  /** Told what a person should know: the disk is full, a batch was refused. */
  readonly notice: (text: string) => void;
}

/**
 * Keeps events from the moment they are known until the receiver has them: on disk as soon as
 * `flushMs` have passed, in batches whose ids never change. Delivery is at least once; by the id
 * the receiver makes it exactly once.
 */
export interface Spool {
  /** Takes an event, or counts it as dropped. */
  readonly append: (record: SpoolRecord, urgent: boolean) => void;
  /** Writes what is not on disk yet, and seals the batch where it is due. */
  readonly tick: () => void;
  readonly seal: () => void;
  /** What is to be sent now; it stays until it is delivered or set aside. */
  readonly next: () => SealedBatch | undefined;
  readonly read: (batch: SealedBatch) => BatchContent;
  readonly delivered: (batch: SealedBatch) => void;
  /** Keeps a batch that the receiver will never take, for a person to look at. */
  readonly setAside: (batch: SealedBatch, status: number) => void;
  readonly size: () => { readonly batches: number; readonly bytes: number };
  /** Seals, and says that this run ended as it should. */
  readonly close: () => void;
}

const FOLDER_MODE = 0o700;
/** Written without waiting for the next tick: a flood must not pile up in memory. */
const PENDING_BYTES_MAX = 256 * 1024;

export function openSpool({ folder, limits, ledger, nowMs, notice }: SpoolOptions): Spool {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const sealed = new Set<SealedBatch>();
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let memoryBytes = 0;
  let diskBytes = 0;
  let sequence = 0;
  let open: OpenBatch | undefined;
  let lossesSinceMs: number | undefined;
  let diskFails = false;
  let sending: SealedBatch | undefined;

  const session = beginSession(folder);
  if (session.unclean) ledger.add({ uncleanStops: 1 });
  const recovered = recoverBatches(folder);
  for (const batch of recovered.batches) hold(batch);
  if (recovered.torn > 0) ledger.add({ corrupt: recovered.torn });
  if (recovered.restored.batches > 0) ledger.add({ restored: recovered.restored });
  keepWithinBounds();

  function hold(batch: SealedBatch): void {
    sealed.add(batch);
    if ('path' in batch.at) diskBytes += batch.bytes;
    else memoryBytes += batch.bytes;
  }

  function release(batch: SealedBatch): void {
    if (!sealed.delete(batch)) return;
    if ('path' in batch.at) diskBytes -= batch.bytes;
    else memoryBytes -= batch.bytes;
  }

  function begin(): OpenBatch {
    const name = {
      ...{ createdMs: Math.max(0, Math.floor(nowMs())), sequence, id: randomUUID(), events: 0 },
      ...{ urgent: false, toldElsewhere: false },
    };
    sequence += 1;
    const segment = openSegment(folder, name);
    if (segment === undefined) diskFailed();
    open = { name, segment, events: 0, bytes: 0 };
    return open;
  }

  function diskFailed(): void {
    if (!diskFails) notice(`cannot write to ${folder}: events are kept in memory for now`);
    diskFails = true;
  }

  function diskWorks(): void {
    if (diskFails) notice(`${folder} can be written to again`);
    diskFails = false;
  }

  function pendingFrames(): Buffer[] {
    if (!ledger.hasLosses()) return pending;
    return [...pending, encodeCoverageFrame(JSON.stringify(ledger.peek()))];
  }

  /** Puts the pending frames into the file; where that fails, they become a batch in memory. */
  function flush(): void {
    if (open?.segment === undefined || pending.length === 0) return;
    if (open.segment.write(pendingFrames())) {
      pending = [];
      pendingBytes = 0;
      diskWorks();
      return;
    }
    diskFailed();
    const { name, segment, ...rest } = open;
    const written = rest.events - pending.length;
    // The ledger goes with what is in memory, so the file must not tell it too.
    if (written === 0) segment.discard();
    else
      sealFile(segment, {
        ...name,
        events: written,
        urgent: rest.urgentMs !== undefined,
        toldElsewhere: true,
      });
    open = {
      ...rest,
      name: { ...name, id: randomUUID() },
      segment: undefined,
      events: pending.length,
    };
  }

  function sealFile(segment: Segment, name: BatchName): void {
    hold({ name, at: { path: segment.seal(name) }, bytes: segment.bytes() });
  }

  function seal(): void {
    if (open === undefined && !ledger.hasLosses()) return;
    flush();
    const batch = open ?? begin();
    const name = { ...batch.name, events: batch.events, urgent: batch.urgentMs !== undefined };
    const coverage = encodeCoverageFrame(JSON.stringify(ledger.peek()));
    if (batch.segment?.write([coverage]) === true) sealFile(batch.segment, name);
    else sealInMemory(batch, name, coverage);
    ledger.take();
    open = undefined;
    lossesSinceMs = undefined;
    keepWithinBounds();
  }

  function sealInMemory(batch: OpenBatch, name: BatchName, coverage: Buffer): void {
    if (batch.segment !== undefined) {
      // Only the last frame did not fit: the events are safe, and the numbers follow.
      diskFailed();
      if (batch.events === 0) batch.segment.discard();
      else sealFile(batch.segment, { ...name, toldElsewhere: true });
      const frames = [coverage];
      hold({
        name: { ...name, id: randomUUID(), events: 0 },
        at: { frames },
        bytes: coverage.length,
      });
      return;
    }
    const frames = [...pending, coverage];
    hold({ name, at: { frames }, bytes: pendingBytes + coverage.length });
    pending = [];
    pendingBytes = 0;
  }

  /** Moves what is held in memory to the disk, once it takes files again. */
  function persist(): void {
    if (!diskFails) return;
    for (const batch of [...sealed]) {
      if (!('frames' in batch.at) || batch === sending) continue;
      const path = writeSegment(folder, batch.name, batch.at.frames);
      if (path === undefined) return;
      release(batch);
      hold({ name: batch.name, at: { path }, bytes: batch.bytes });
      diskWorks();
    }
    if (open !== undefined && open.segment === undefined) persistOpen(open);
  }

  /** What is still being filled would else be in memory only until it is full. */
  function persistOpen(batch: OpenBatch): void {
    const segment = openSegment(folder, batch.name);
    if (segment === undefined) return;
    open = { ...batch, segment };
    if (pending.length === 0 || segment.write(pendingFrames())) {
      pending = [];
      pendingBytes = 0;
      diskWorks();
      return;
    }
    segment.discard();
    open = batch;
  }

  function keepWithinBounds(): void {
    const inMemory = (batch: SealedBatch): boolean => 'frames' in batch.at;
    while (memoryBytes > limits.memoryBytes && evict(inMemory)) continue;
    while (diskBytes > limits.spoolBytes && evict((batch) => !inMemory(batch))) continue;
  }

  function evict(among: (batch: SealedBatch) => boolean): boolean {
    const batch = nextToEvict([...sealed].filter((one) => one !== sending && among(one)));
    if (batch === undefined) return false;
    const { records, coverage } = read(batch);
    if (!batch.name.toldElsewhere) ledger.add(coverage);
    ledger.add({ evicted: { batches: 1, events: records.length } });
    remove(batch);
    return true;
  }

  function remove(batch: SealedBatch): void {
    release(batch);
    if ('path' in batch.at) rmSync(batch.at.path, { force: true });
  }

  function read(batch: SealedBatch): BatchContent {
    if ('frames' in batch.at) return readBatch(Buffer.concat(batch.at.frames));
    try {
      return readBatch(readFileSync(batch.at.path));
    } catch (error) {
      notice(`cannot read a batch of the spool: ${error instanceof Error ? error.message : ''}`);
      return readBatch(Buffer.alloc(0));
    }
  }

  return {
    append(record, urgent) {
      const frame = encodeRecordFrame(record);
      if (memoryBytes + pendingBytes + frame.length > limits.memoryBytes) {
        ledger.drop('memory');
        return;
      }
      const batch = open ?? begin();
      pending.push(frame);
      pendingBytes += frame.length;
      batch.events += 1;
      batch.bytes += frame.length;
      batch.firstMs ??= nowMs();
      if (urgent) batch.urgentMs ??= nowMs();
      if (pendingBytes >= PENDING_BYTES_MAX) flush();
      if (open !== undefined && sealReason(open, limits, nowMs()) !== undefined) seal();
    },
    tick() {
      flush();
      persist();
      if (ledger.hasLosses()) lossesSinceMs ??= nowMs();
      const state = {
        ...(open ?? { events: 0, bytes: 0 }),
        ...(lossesSinceMs === undefined ? {} : { coverageSinceMs: lossesSinceMs }),
      };
      if (sealReason(state, limits, nowMs()) !== undefined) seal();
    },
    seal,
    next() {
      sending = nextBatch(sealed);
      return sending;
    },
    read(batch) {
      const content = read(batch);
      const missing = batch.name.events - content.records.length;
      if (missing > 0) ledger.add({ corrupt: missing });
      return content;
    },
    delivered: remove,
    setAside(batch, status) {
      const { records, coverage } = read(batch);
      if (!batch.name.toldElsewhere) ledger.add(coverage);
      ledger.add({ refused: { batches: 1, events: records.length } });
      release(batch);
      const aside = `aside-${status}` as const;
      if ('path' in batch.at) {
        const to = join(folder, fileNameOf(batch.name, aside));
        if (existsSync(batch.at.path)) renameSync(batch.at.path, to);
      }
      boundAside(folder, limits.asideBytes);
    },
    size: () => ({ batches: sealed.size, bytes: diskBytes + memoryBytes }),
    close() {
      seal();
      persist();
      const lost = [...sealed].filter(({ at }) => 'frames' in at);
      if (lost.length > 0) notice(`${lost.length} batches are lost: ${folder} takes no more files`);
      else session.end();
    },
  };
}
