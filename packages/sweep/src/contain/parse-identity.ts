import { z } from 'zod';

import { wholeNumber } from '../wire/field-schemas.ts';
import type { WireRecord } from '../wire/wire-record.ts';
import { TargetIdentity } from '../action/containment.ts';

/** Who has a process number, as a host says. */
export interface IdentityAnswer {
  /** Null where there is no such process, or its program cannot be read. */
  readonly target: TargetIdentity | null;
  /** Host text. */
  readonly argv: string;
  readonly path: string;
}

const Fields = z.object({
  result: z.literal('here'),
  boot: z.string(),
  pid: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  start: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  exe: z.string(),
  container: z.string(),
  argv: z.string(),
  path: z.string(),
});

/**
 * What the `identify` step says of a number; null if it says nothing, or speaks of another number
 * than it was asked about.
 */
export function parseIdentity(
  records: readonly WireRecord[],
  asked: number,
): IdentityAnswer | null {
  const record = records.find(({ type }) => type === 'identity');
  if (record === undefined) return null;
  const fields = Object.fromEntries(record.fields);
  if (fields['result'] === 'gone') return { target: null, argv: '', path: '' };
  const parsed = Fields.safeParse(fields);
  if (!parsed.success || parsed.data.pid !== asked) return null;
  const { boot, pid, start, exe, container, argv, path } = parsed.data;
  const target = TargetIdentity.safeParse({
    ...{ bootId: boot, pid, startTicks: start, exe },
    ...(container === '' ? {} : { container }),
  });
  return { target: target.success ? target.data : null, argv, path };
}
