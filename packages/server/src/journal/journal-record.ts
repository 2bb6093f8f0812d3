import { z } from 'zod';

import { Command } from '../command.ts';
import type { JournalRecord } from './journal.ts';

const Org = z.string();
const TimeMs = z.number();

/** What stands before the body of an entry; a version that knows other kinds refuses the file. */
const Header = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('batch'),
    org: Org,
    receivedMs: TimeMs,
    batchId: z.string(),
    format: z.enum(['otlp-protobuf', 'otlp-json', 'events-json']),
  }),
  z.strictObject({ kind: z.literal('sweep'), org: Org, receivedMs: TimeMs }),
  z.strictObject({
    kind: z.literal('command'),
    org: Org,
    receivedMs: TimeMs,
    by: z.string(),
    command: Command,
  }),
]);

const NO_BYTES = new Uint8Array(0);

/** A record as the two parts of a frame: what is small as JSON, what is large as it is. */
export interface RecordParts {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** The parts that `recordOf` reads back. */
export function partsOf(record: JournalRecord): RecordParts {
  switch (record.kind) {
    case 'batch': {
      const { body, ...header } = record;
      return { header: encode(header), body };
    }
    case 'sweep': {
      const { report, ...header } = record;
      return { header: encode(header), body: Buffer.from(report) };
    }
    case 'command':
      return { header: encode(record), body: NO_BYTES };
  }
}

/** The record, or undefined where the header is none that this version writes. */
export function recordOf({ header, body }: RecordParts): JournalRecord | undefined {
  const parsed = Header.safeParse(jsonOf(header));
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.kind === 'batch') return { ...data, body };
  if (data.kind === 'sweep') return { ...data, report: Buffer.from(body).toString() };
  return data;
}

function encode(header: z.infer<typeof Header>): Uint8Array {
  return Buffer.from(JSON.stringify(header));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
