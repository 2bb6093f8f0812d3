import type { z } from 'zod';

import { shownSent, type Violation } from './violations.ts';
import type { WireRecord } from './wire-record.ts';

/** A record with typed values, or how it broke the protocol. */
export type ParsedRecord<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly violation: Violation };

/** Parses a record's fields with a schema; the first problem becomes the violation. */
export function parseFields<T>(schema: z.ZodType<T>, record: WireRecord): ParsedRecord<T> {
  const parsed = schema.safeParse(plainFields(record.fields));
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const name = issue?.path.map(String).join('.') ?? '';
  const sent = shownSent(record.fields.get(name) ?? '');
  return {
    ok: false,
    violation: { code: 'record', detail: `${record.type}: ${name}: ${issue?.message}: ${sent}` },
  };
}

/** Fields as an object without a prototype, so that no name that a host sends means anything. */
export function plainFields(fields: ReadonlyMap<string, string>): Record<string, string> {
  const plain: Record<string, string> = Object.fromEntries(fields);
  Object.setPrototypeOf(plain, null);
  return plain;
}
