import assert from 'node:assert/strict';
import { test } from 'node:test';

import { engineFailure } from './engine-failure.ts';

const CASES = [
  [
    'events-locked',
    'Code: 76. DB::Exception: Cannot lock file /f/status. Another server instance in same directory is already running. (CANNOT_OPEN_FILE)',
  ],
  ['events-refused', 'Code: 76. DB::Exception: Cannot open file /f/store/x.bin (CANNOT_OPEN_FILE)'],
  [
    'events-disk-full',
    'Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)',
  ],
  [
    'events-disk-full',
    'Code: 75. DB::ErrnoException: Cannot write to file: , errno: 28, strerror: No space left on device. (CANNOT_WRITE_TO_FILE_DESCRIPTOR)',
  ],
  [
    'events-query-limit',
    'Code: 159. DB::Exception: Timeout exceeded: elapsed 1001 ms. (TIMEOUT_EXCEEDED)',
  ],
  [
    'events-query-limit',
    'ChdbQueryError: Code: 396. DB::Exception: Limit for result exceeded (TOO_MANY_ROWS_OR_BYTES)',
  ],
  ['events-busy', 'Code: 252. DB::Exception: Too many parts (3000). (TOO_MANY_PARTS)'],
  ['events-unauthorised', 'Code: 497. DB::Exception: Not enough privileges. (ACCESS_DENIED)'],
  ['events-refused', 'what nobody has heard of'],
] as const;

for (const [code, message] of CASES) {
  test(`${code}: ${message.slice(0, 60)}`, () => {
    const failure = engineFailure('here', { message });
    assert.equal(failure.code, code);
    assert.ok(failure.message.includes('here'));
  });
}

test('rows and statements that the engine quotes are cut, and inert', () => {
  const { message } = engineFailure('here', { message: `\u001b[2J\n${'x'.repeat(10_000)}` });
  assert.ok(message.length < 1_000);
  assert.ok(!message.includes('\u001b') && !message.includes('\n'));
});
