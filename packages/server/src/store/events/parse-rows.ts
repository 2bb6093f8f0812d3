const LINE_FEED = 0x0a;

/** The rows of a `JSONEachRow` answer: a JSON object a line. */
export function parseRows(body: Uint8Array): readonly unknown[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const rows: unknown[] = [];
  for (let at = 0; at < text.length;) {
    const found = text.indexOf(LINE_FEED, at);
    const end = found === -1 ? text.length : found;
    if (end > at) rows.push(JSON.parse(text.toString('utf8', at, end)));
    at = end + 1;
  }
  return rows;
}
