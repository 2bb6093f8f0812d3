import type { Decoded } from '@vedette/core';

/**
 * How many `{`, `[` and `,` a body may have. Each is at most one object, list, field or item, of
 * some fifty bytes in memory; a full batch of our sensor has a hundred thousand.
 */
const STRUCTURE_MAX = 2_000_000;
const COMMA = 0x2c;
const LIST = 0x5b;
const OBJECT = 0x7b;
/** `{`, `[` and `,` of a smaller body cannot be too many. */
const SMALL_BYTES = STRUCTURE_MAX;

/** Reads a stranger's JSON, unless it would become far larger in memory than it is. */
export function parseJson(body: Uint8Array): Decoded<unknown> {
  const problem = structureProblem(body);
  if (problem !== undefined) return { ok: false, problem };
  try {
    const value: unknown = JSON.parse(
      Buffer.from(body.buffer, body.byteOffset, body.length).toString(),
    );
    return { ok: true, value };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `the body is no JSON: ${cause}` };
  }
}

/** What makes a body one that is not to be parsed. */
export function structureProblem(body: Uint8Array): string | undefined {
  if (body.length <= SMALL_BYTES) return undefined;
  let structure = 0;
  for (const byte of body) {
    if (byte === COMMA || byte === LIST || byte === OBJECT) structure += 1;
  }
  return structure > STRUCTURE_MAX ? 'the body has too many parts' : undefined;
}
