import { z } from 'zod';

import { PID_MAX, wholeNumber } from './field-schemas.ts';
import { type Judged, judgedShape, type KnownCodes, toJudged } from './judged-record.ts';
import { type ParsedRecord, parseFields } from './parsed-record.ts';
import type { WireRecord } from './wire-record.ts';

/** One process that a host found suspect; `facts` holds exe, argv, uid and whatever else it saw. */
export interface ProcessRecord extends Judged {
  readonly pid: number;
  /** Start time in clock ticks since boot (`/proc/PID/stat` field 22): a pid can be reused. */
  readonly startTicks: number;
}

const Schema = z.object({
  pid: wholeNumber(1, PID_MAX),
  start: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  ...judgedShape,
});

/** Types a `process` record. */
export function parseProcessRecord(
  record: WireRecord,
  known: KnownCodes,
): ParsedRecord<ProcessRecord> {
  const parsed = parseFields(Schema, record);
  if (!parsed.ok) return parsed;
  const { pid, start, ...lists } = parsed.value;
  return { ok: true, value: { pid, startTicks: start, ...toJudged(record, lists, known) } };
}
