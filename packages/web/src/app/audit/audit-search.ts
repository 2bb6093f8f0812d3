/** Which page of the audit is shown: what was done before an entry that the server named. */
export interface AuditSearch {
  readonly before?: string;
}

const CURSOR_CHARS_MAX = 500;

export function readAuditSearch({ before }: Record<string, unknown>): AuditSearch {
  // The router reads a cursor of digits as a number.
  const text = typeof before === 'number' ? String(before) : before;
  const fits = typeof text === 'string' && text !== '' && text.length <= CURSOR_CHARS_MAX;
  return fits ? { before: text } : {};
}
