import { SECTIONS, type SectionName } from '../probe/sections.ts';
import { FRAME_LIMITS, type FrameLimitName, type FrameLimits } from './frame-limits.ts';
import { createLineSplitter } from './line-splitter.ts';
import { type Frame, parseFrame } from './parse-frame.ts';
import { type Payload, parsePayload } from './parse-payload.ts';
import { createSectionSequence, type SectionState } from './section-sequence.ts';
import { type Violation, VIOLATIONS_KEPT_MAX, type ViolationTally } from './violations.ts';
import type { WireRecord } from './wire-record.ts';

/** What one host sent, decoded. Records of a damaged stream are still given: they may alarm. */
export interface DecodedStream {
  readonly records: readonly WireRecord[];
  readonly sections: ReadonlyMap<SectionName, SectionState>;
  /** The stream is whole: every section ended, the finish came, nothing was out of order. */
  readonly finished: boolean;
  /** The stream ended inside a line or without its finish. */
  readonly truncated: boolean;
  /** The bound that ended the decoding; such a stream is hostile. */
  readonly limit: FrameLimitName | null;
  readonly violations: ViolationTally;
  /** What was not framed at all: login banners, or something else that writes to our stream. */
  readonly noise: { readonly bytes: number; readonly lines: number };
  readonly bytesReceived: number;
}

/** Decodes one host's stream as it comes. */
export interface FrameDecoder {
  /** Takes the next bytes; false once a bound is reached and nothing more is read. */
  readonly push: (chunk: Uint8Array) => boolean;
  /** Ends the stream and says what it held. */
  readonly finish: () => DecodedStream;
}

/** What the decoder must know of the probe that was sent. */
export interface FrameDecoderOptions {
  readonly nonce: string;
  /** The sections that the probe was told to run, in their order. */
  readonly sections?: readonly SectionName[];
  readonly limits?: FrameLimits;
}

const RECORD_TYPES = new Set(['host', 'process', 'item', 'gap']);
const FINISH_SECTION = '-';

/**
 * Decodes the frames of one host. The host is not trusted: nothing that it sends makes this
 * throw, and time and memory are bounded by `limits` whatever is sent.
 */
export function createFrameDecoder({
  nonce,
  sections = SECTIONS,
  limits = FRAME_LIMITS,
}: FrameDecoderOptions): FrameDecoder {
  const prefix = `@${nonce} `;
  const sequence = createSectionSequence(sections);
  const records: WireRecord[] = [];
  const firstViolations: Violation[] = [];
  const noise = { bytes: 0, lines: 0 };
  let violationCount = 0;
  let fieldCount = 0;
  let bytesReceived = 0;
  let finishSeen = false;
  let limit: FrameLimitName | null = null;

  const stop = (reached: FrameLimitName): false => {
    limit ??= reached;
    return false;
  };

  const violate = (violation: Violation): true => {
    violationCount += 1;
    if (firstViolations.length < VIOLATIONS_KEPT_MAX) firstViolations.push(violation);
    return true;
  };

  const takeNoise = (bytes: number): boolean => {
    noise.bytes += bytes;
    noise.lines += 1;
    return noise.bytes <= limits.noiseBytesMax || stop('noise');
  };

  const takeFinish = ({ seq, payload }: Frame): boolean => {
    const expected = `finish sections=${sections.length}`;
    if (seq !== 0 || payload !== expected) {
      return violate({ code: 'finish', detail: `not ${expected}` });
    }
    finishSeen = true;
    return true;
  };

  const takePayload = ({ section, seq }: Frame, { type, fields }: Payload): boolean => {
    if (type === 'end') {
      const status = fields.get('status');
      const good = fields.size === 2 && fields.get('records') === String(seq);
      if (!good || (status !== 'complete' && status !== 'incomplete')) {
        sequence.damage();
        violate({ code: 'end', detail: `${section}: the end does not match its ${seq} records` });
      }
      sequence.end(good && status === 'complete');
      return true;
    }
    if (!RECORD_TYPES.has(type)) {
      sequence.damage();
      return violate({ code: 'payload', detail: `${section}: no record is of type ${type}` });
    }
    if (records.length >= limits.recordsMax) return stop('records');
    fieldCount += fields.size;
    if (fieldCount > limits.streamFieldsMax) return stop('fields');
    records.push({ section, type, fields });
    return true;
  };

  const takeFrame = (frame: Frame): boolean => {
    if (finishSeen) return violate({ code: 'finish', detail: 'a frame after the finish' });
    if (frame.section === FINISH_SECTION) return takeFinish(frame);
    const outOfOrder = sequence.admit(frame.section, frame.seq);
    if (outOfOrder !== undefined) return violate(outOfOrder);
    const payload = parsePayload(frame.payload, limits);
    if ('limit' in payload) return stop(payload.limit);
    if ('type' in payload) return takePayload(frame, payload);
    sequence.damage();
    return violate(payload);
  };

  const takeLine = (line: string): boolean => {
    if (!line.startsWith(prefix)) return takeNoise(line.length + 1);
    const frame = parseFrame(line.slice(prefix.length));
    if ('payload' in frame) return takeFrame(frame);
    sequence.damage();
    return violate(frame);
  };

  const lines = createLineSplitter({ lineBytesMax: limits.lineBytesMax, onLine: takeLine });

  return {
    push(chunk) {
      if (limit !== null) return false;
      const room = limits.streamBytesMax - bytesReceived;
      const taken = chunk.subarray(0, room);
      bytesReceived += taken.byteLength;
      if (!lines.push(taken)) stop('line');
      if (taken.byteLength < chunk.byteLength) stop('stream');
      return limit === null;
    },
    finish() {
      const rest = lines.rest();
      const cutFrame = rest.startsWith('@');
      if (rest !== '' && !cutFrame && limit === null) takeNoise(rest.length);
      const whole = finishSeen && sequence.allEnded() && violationCount === 0 && limit === null;
      return {
        records,
        sections: sequence.states(),
        finished: whole && !cutFrame,
        truncated: !finishSeen || cutFrame || limit !== null,
        limit,
        violations: { count: violationCount, first: firstViolations },
        noise: { ...noise },
        bytesReceived,
      };
    },
  };
}
