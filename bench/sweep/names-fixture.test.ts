import assert from 'node:assert/strict';
import { test } from 'node:test';

import { namesFixture, newLines } from './names-fixture.ts';

test('a line that differs only in its time is not new', () => {
  const before = '[21:07:33] Info: checked\n2026-11-20 21:08:18 Test: a\nsame';
  const after = '[22:00:01] Info: checked\n2026-11-21 01:01:01 Test: a\nsame\nmore';
  assert.deepEqual(newLines(before, after), ['more']);
});

test('a fixture is named by its pid as a whole number, or by its path', () => {
  const fixture = { pids: [123], names: ['/opt/.x'] };
  const named = (line: string): boolean => namesFixture([line], fixture);
  assert.deepEqual(
    [
      'PID: 123 hidden',
      'PID 123(/proc/123)',
      'found /opt/.x/run',
      '1234',
      '0.123',
      '4123',
      'no',
    ].map(named),
    [true, true, true, false, false, false, false],
  );
});
