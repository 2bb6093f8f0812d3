import type { z } from 'zod';

import { parseFields } from '../wire/parsed-record.ts';
import { tallyViolations, type Violation, type ViolationTally } from '../wire/violations.ts';
import type { WireRecord } from '../wire/wire-record.ts';

/** What records of one type are, and how many of them make sense. */
interface Kind<T> {
  readonly schema: z.ZodType<T>;
  readonly max: number;
}

type Sorted<Kinds extends Record<string, Kind<unknown>>> = {
  readonly [Type in keyof Kinds]: readonly z.output<Kinds[Type]['schema']>[];
} & { readonly violations: ViolationTally };

/**
 * Types every record of a step by its kind. What is of no kind, has a bad value, or is one too many
 * is a violation and nothing else: never thrown, never believed.
 */
export function sortRecords<const Kinds extends Record<string, Kind<unknown>>>(
  records: readonly WireRecord[],
  kinds: Kinds,
): Sorted<Kinds>;
export function sortRecords(
  records: readonly WireRecord[],
  kinds: Readonly<Record<string, Kind<unknown>>>,
): Readonly<Record<string, unknown>> {
  const violations: Violation[] = [];
  const sorted = new Map<string, unknown[]>(Object.keys(kinds).map((type) => [type, []]));
  for (const record of records) {
    const values = sorted.get(record.type);
    const kind = values === undefined ? undefined : kinds[record.type];
    if (values === undefined || kind === undefined) {
      violations.push({
        code: 'record',
        detail: `no record of this step is of type ${record.type}`,
      });
    } else if (values.length >= kind.max) {
      violations.push({
        code: 'record',
        detail: `more than ${kind.max} records of type ${record.type}`,
      });
    } else {
      const parsed = parseFields(kind.schema, record);
      if (parsed.ok) values.push(parsed.value);
      else violations.push(parsed.violation);
    }
  }
  return { ...Object.fromEntries(sorted), violations: tallyViolations(violations) };
}
