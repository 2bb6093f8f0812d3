import { z } from 'zod';

import { CODE } from './field-schemas.ts';
import { type Judged, judgedShape, type KnownCodes, toJudged } from './judged-record.ts';
import { type ParsedRecord, parseFields } from './parsed-record.ts';
import type { WireRecord } from './wire-record.ts';

/** One thing that drifts: the baseline keeps `value` under (`subject`, `key`) for each host. */
export interface ItemRecord extends Judged {
  readonly subject: string;
  readonly key: string;
  readonly value: string;
}

const Schema = z.object({
  subject: z.string().regex(CODE, 'not a subject'),
  key: z.string(),
  value: z.string(),
  ...judgedShape,
});

/** Types an `item` record. */
export function parseItemRecord(record: WireRecord, known: KnownCodes): ParsedRecord<ItemRecord> {
  const parsed = parseFields(Schema, record);
  if (!parsed.ok) return parsed;
  const { subject, key, value, ...lists } = parsed.value;
  return { ok: true, value: { subject, key, value, ...toJudged(record, lists, known) } };
}
