import assert from 'node:assert/strict';
import { test } from 'node:test';

import { escapeText } from '@vedette/core';
import fc from 'fast-check';

import { evidenceText } from './evidence-text.ts';

const show = (name: string, text: string): string[] | null => evidenceText(name, Buffer.from(text));

test('shows an environment, a command line and lines without their secrets', () => {
  assert.deepEqual(show('environ', 'A=1\0B_PASSWORD=a b\nc\0'), [
    'A=1',
    'B_PASSWORD=[redacted 5 chars]',
  ]);
  assert.deepEqual(show('cmdline', './x\0--token\0a b\0-o\0pool:1\0'), [
    './x --token [redacted 3 chars] -o pool:1',
  ]);
  assert.deepEqual(show('member-7-environ', 'MY_TOKEN=x\0'), ['MY_TOKEN=[redacted 1 chars]']);
  assert.deepEqual(show('maps', 'a\nb\n'), ['a', 'b']);
  assert.deepEqual(show('container-inspect', '"Env": [\n  "API_TOKEN=x"\n]'), [
    '"Env": [',
    '  "API_TOKEN=[redacted 1 chars]"',
    ']',
  ]);
});

test('does not show what is no text', () => {
  assert.equal(show('exe', '\u007fELF\0'), null);
});

test('shows nothing that a terminal obeys, whatever was preserved', () => {
  const name = fc.constantFrom('environ', 'cmdline', 'maps', 'fd-7');
  fc.assert(
    fc.property(name, fc.uint8Array({ maxLength: 300 }), (item, bytes) => {
      for (const line of evidenceText(item, bytes) ?? []) {
        assert.equal(escapeText(line, line.length), line);
      }
    }),
  );
});
