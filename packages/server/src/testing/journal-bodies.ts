const BYTES_MAX = 3_000;
const PRIME = 7_919;

/** The body of a numbered entry, by which a test knows that it is whole and whose it is. */
export function bodyOf(number: number): Buffer {
  return Buffer.alloc((number * PRIME) % BYTES_MAX, number % 256);
}
