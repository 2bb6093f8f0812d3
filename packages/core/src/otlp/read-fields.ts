import type { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

import { OTLP_LIMITS } from './log-record.ts';

/** The bytes are not what they say they are; caught where decoding begins. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/**
 * Reads a message that begins with its length. `read` takes the fields that it knows and returns
 * false for others, which are skipped, as a newer sender may have some.
 */
export function readFields(
  from: BinaryReader,
  read: (field: number, wire: WireType) => boolean,
): void {
  const length = from.uint32();
  readFieldsUntil(from, from.pos + length, read);
}

/** As `readFields`, for the outermost message, which has no length. */
export function readFieldsUntil(
  from: BinaryReader,
  end: number,
  read: (field: number, wire: WireType) => boolean,
): void {
  if (end > from.len) throw new MalformedError('a field ends after its message');
  while (from.pos < end) {
    const [field, wire] = from.tag();
    if (!read(field, wire)) from.skip(wire, field);
  }
  if (from.pos !== end) throw new MalformedError('a field ends after its message');
}

/** Stops at more resources and scopes than anybody's request has. */
export function countGroup(tally: { groups: number }): void {
  tally.groups += 1;
  if (tally.groups > OTLP_LIMITS.groupsMax)
    throw new MalformedError('too many resources or scopes');
}
