import type { Decoded } from './log-record.ts';

/** The readers throw on input that ends too soon or makes no sense: the sender's mistake. */
export function decoding<Value>(decode: () => Value): Decoded<Value> {
  try {
    return { ok: true, value: decode() };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
