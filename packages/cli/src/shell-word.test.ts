import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

import fc from 'fast-check';

import { shellWord } from './shell-word.ts';

test('leaves alone what a shell leaves alone', () => {
  assert.equal(shellWord('web-1.example:22'), 'web-1.example:22');
  assert.equal(shellWord(''), "''");
  assert.equal(shellWord("it's"), `'it'\\''s'`);
});

test('comes out of a shell as it went in', async () => {
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(word, async (text) => {
      const script = `printf %s ${shellWord(text)}`;
      const { stdout } = await promisify(execFile)('sh', ['-c', script]);
      assert.equal(stdout, text);
    }),
    { numRuns: 50 },
  );
});
