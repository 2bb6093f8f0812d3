import { VedetteError } from '@vedette/core';

import type { ItemEnd, ItemWriter, OpenBundle } from '../evidence/evidence-store.ts';
import { createLineSplitter } from '../wire/line-splitter.ts';
import { parseFrame } from '../wire/parse-frame.ts';
import { parsePayload } from '../wire/parse-payload.ts';
import {
  shownSent,
  type Violation,
  VIOLATIONS_KEPT_MAX,
  type ViolationTally,
} from '../wire/violations.ts';
import type { WireRecord } from '../wire/wire-record.ts';

/** Bounds of what one step of a containment may send beside the bytes that it preserves. */
const STEP_LIMITS = {
  lineBytesMax: 16 * 1024,
  recordsMax: 2_000,
  itemsMax: 400,
  noiseBytesMax: 64 * 1024,
  recordFieldsMax: 64,
  valueBytesMax: 4 * 1024,
} as const;

/** The section that every step's frames are in. */
const SECTION = 'contain';
const ITEM_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const BASE64 = /^\+[A-Za-z0-9+/]*={0,2}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Where a step's evidence goes. */
export interface StepSink {
  readonly bundle: Pick<OpenBundle, 'startItem'>;
  readonly phase: 'before-freeze' | 'after-freeze';
  /** Bytes of evidence that this step may add. */
  readonly bytesMax: number;
}

/** What one step sent. */
export interface StepStream {
  readonly records: readonly WireRecord[];
  /** It came to its end, in order. */
  readonly finished: boolean;
  readonly violations: ViolationTally;
  /** The evidence could not be written; the step was ended because of it. */
  readonly failure: VedetteError | null;
}

/** Reads one step's stream as it comes. */
export interface StepReader {
  /** False once nothing more is taken. */
  readonly push: (chunk: Uint8Array) => boolean;
  /** Ends the stream; an item that is still open is closed as interrupted. */
  readonly finish: () => StepStream;
}

interface OpenItem {
  readonly name: string;
  readonly writer: ItemWriter;
}

/**
 * Reads the frames of a step and hands the evidence between them on as it comes. Evidence is in
 * base64 after a `+`, so nothing in it can be taken for a frame. Never throws for what is sent,
 * and holds no more than a line of it.
 */
export function createStepReader(nonce: string, sink: StepSink | null): StepReader {
  const prefix = `@${nonce} `;
  const records: WireRecord[] = [];
  const names = new Set<string>();
  const kept: Violation[] = [];
  let violationCount = 0;
  let noiseBytes = 0;
  let nextSeq = 0;
  let bytes = 0;
  let ended = false;
  let finishSeen = false;
  let stopped = false;
  let failure: VedetteError | null = null;
  let item: OpenItem | null = null;

  const violate = (violation: Violation): true => {
    violationCount += 1;
    if (kept.length < VIOLATIONS_KEPT_MAX) kept.push(violation);
    return true;
  };
  const breach = (detail: string): true => violate({ code: 'payload', detail });
  const overflow = (detail: string): false => {
    breach(detail);
    return false;
  };

  const closeItem = (end: ItemEnd): void => {
    const open = item;
    item = null;
    open?.writer.end(end);
  };

  const beginItem = (fields: ReadonlyMap<string, string>): boolean => {
    const name = fields.get('name') ?? '';
    if (item !== null) {
      closeItem({ status: 'interrupted', note: 'the next item began before its end' });
      breach('an item began inside another');
    }
    if (sink === null || !ITEM_NAME.test(name) || names.has(name)) {
      return breach(`not an item: ${shownSent(name)}`);
    }
    if (names.size >= STEP_LIMITS.itemsMax) return overflow('too many items');
    names.add(name);
    const writer = sink.bundle.startItem({
      name,
      source: fields.get('source') ?? '',
      phase: sink.phase,
    });
    item = { name, writer };
    return true;
  };

  const endItem = (fields: ReadonlyMap<string, string>): boolean => {
    const status = fields.get('status');
    if (item === null || fields.get('name') !== item.name) {
      return breach(`the end of no item: ${shownSent(fields.get('name') ?? '')}`);
    }
    const known = status === 'whole' || status === 'cut' || status === 'unreadable';
    const hostSha256 = fields.get('sha256') ?? '';
    const note = fields.get('note') ?? '';
    closeItem({
      status: known ? status : 'interrupted',
      ...(SHA256.test(hostSha256) ? { hostSha256 } : {}),
      ...(note === '' ? {} : { note }),
    });
    return known ? true : breach('an item without a known status');
  };

  const takeData = (line: string): boolean => {
    if (item === null || sink === null) return breach('evidence outside of an item');
    if (!BASE64.test(line)) return breach(`not base64: ${shownSent(line)}`);
    const data = Buffer.from(line.slice(1), 'base64');
    bytes += data.length;
    if (bytes > sink.bytesMax) {
      closeItem({ status: 'cut', note: 'more came than was asked for' });
      return overflow('more evidence than was asked for');
    }
    item.writer.write(data);
    return true;
  };

  const takeFrame = (line: string): boolean => {
    const frame = parseFrame(line.slice(prefix.length));
    if (!('payload' in frame)) return violate(frame);
    const payload = parsePayload(frame.payload, STEP_LIMITS);
    if ('limit' in payload) return overflow(`a bound on ${payload.limit}`);
    if (!('type' in payload)) return violate(payload);
    const { type, fields } = payload;
    if (frame.section === '-' && type === 'finish') {
      finishSeen = ended && fields.get('sections') === '1';
      return finishSeen || breach('a finish that is not due');
    }
    if (frame.section !== SECTION || frame.seq !== nextSeq || ended) {
      nextSeq = Math.max(nextSeq, frame.seq + 1);
      return violate({ code: 'sequence', detail: 'a frame that is not due' });
    }
    nextSeq += 1;
    switch (type) {
      case 'begin':
        return beginItem(fields);
      case 'blob':
        return endItem(fields);
      case 'end':
        ended = fields.get('status') === 'complete';
        return ended || breach('the step did not come to its end');
      default:
        if (records.length >= STEP_LIMITS.recordsMax) return overflow('too many records');
        records.push({ section: SECTION, type, fields });
        return true;
    }
  };

  const takeLine = (line: string): boolean => {
    try {
      if (line.startsWith(prefix)) return takeFrame(line);
      if (line.startsWith('+')) return takeData(line);
    } catch (error) {
      if (!(error instanceof VedetteError)) throw error;
      failure = error;
      item = null;
      return false;
    }
    noiseBytes += line.length + 1;
    return noiseBytes <= STEP_LIMITS.noiseBytesMax || overflow('too much that is no frame');
  };

  const lines = createLineSplitter({
    lineBytesMax: STEP_LIMITS.lineBytesMax,
    onLine: (line) => {
      stopped = !takeLine(line);
      return !stopped;
    },
  });

  return {
    push(chunk) {
      if (!stopped && !lines.push(chunk)) {
        breach('a line that is too long');
        stopped = true;
      }
      return !stopped;
    },
    finish() {
      if (item !== null) {
        breach('the stream ended inside an item');
        try {
          closeItem({ status: 'interrupted', note: 'the stream ended' });
        } catch (error) {
          if (!(error instanceof VedetteError)) throw error;
          failure ??= error;
        }
      }
      const finished = finishSeen && violationCount === 0 && failure === null;
      return { records, finished, violations: { count: violationCount, first: kept }, failure };
    },
  };
}
