import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytesText } from '../report/bytes-text.ts';
import { eventText } from './event-text.ts';

test('puts entries of the log into words, and what a host said into escapes', () => {
  assert.equal(eventText({ kind: 'captured', bytes: 1_250_000 }), 'its program was saved: 1.3 MB');
  assert.equal(
    eventText({ kind: 'refused', code: 'engine', detail: 'a\u001b[2Jb' }),
    'refused: engine: a\\u{1b}[2Jb',
  );
  assert.equal(eventText({ kind: 'loose', detail: 'pid 7 runs' }), 'loose: pid 7 runs');
});

for (const [bytes, text] of [
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [200_000_000, '200.0 MB'],
  [5e12, '5000.0 GB'],
] as const) {
  test(`${bytes} bytes are ${text}`, () => assert.equal(bytesText(bytes), text));
}
