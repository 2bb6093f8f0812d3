import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { splitShell } from './split-shell.ts';

describe('a shell line becomes its simple commands', () => {
  const LINES: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    [
      'ls -l | wc -l',
      [
        ['ls', '-l'],
        ['wc', '-l'],
      ],
    ],
    [
      "awk '{print $1; }' x && rm x",
      [
        ['awk', '{print $1; }', 'x'],
        ['rm', 'x'],
      ],
    ],
    ['A=1 B=2 make -j4 > log 2>&1', [['make', '-j4']]],
    [
      'if test -f x; then cat x; fi',
      [
        ['test', '-f', 'x'],
        ['cat', 'x'],
      ],
    ],
    ['echo "a \\" b"', [['echo', 'a " b']]],
  ];
  for (const [line, commands] of LINES)
    test(line, () => assert.deepEqual(splitShell(line), commands));

  test('and never throws', () => {
    fc.assert(fc.property(fc.string(), (line) => assert.ok(Array.isArray(splitShell(line)))));
  });
});
