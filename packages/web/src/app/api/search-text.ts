const CHARS_MAX = 256;

/** A text of a page's address; what looked like a number was one there. */
export function searchText(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).slice(0, CHARS_MAX);
  return text === '' ? undefined : text;
}
