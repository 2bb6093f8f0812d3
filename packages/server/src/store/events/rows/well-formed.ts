/** The same value with every half of a surrogate pair replaced by U+FFFD, in names and in text. */
export function wellFormed<T>(value: T): T;
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((element: unknown) => wellFormed(element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => [name.toWellFormed(), wellFormed(element)]),
  );
}
