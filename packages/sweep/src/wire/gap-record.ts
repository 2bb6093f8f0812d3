import { Coverage } from '@vedette/core';
import { z } from 'zod';

import { CODE } from './field-schemas.ts';
import { type ParsedRecord, parseFields } from './parsed-record.ts';
import type { WireRecord } from './wire-record.ts';

const Schema = z.object({
  check: z.string().regex(CODE, 'not a check or section'),
  effect: Coverage.shape.effect,
  reason: z.string().min(1, 'says nothing'),
});

/** Types a `gap` record; a gap of a check that we do not know is still a gap. */
export function parseGapRecord(record: WireRecord): ParsedRecord<Coverage> {
  return parseFields(Schema, record);
}
