import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';

import { SECTIONS } from '@vedette/sweep';

import { sourceFiles } from './source-files.ts';

const sections = sourceFiles('packages/sweep/probe/sections/*.sh').map((file) => ({
  ...file,
  name: basename(file.path, '.sh'),
}));

for (const { name, path, text } of sections) {
  test(`${path} says what it is, what it needs and what it gives, and defines sec_${name}`, () => {
    const lines = text.split('\n');
    const header = lines.slice(
      0,
      lines.findIndex((line) => !line.startsWith('#')),
    );
    const comment = header.map((line) => line.replace(/^#+ ?/, '')).join(' ');
    assert.match(comment.trim(), new RegExp(`^${name}: \\S`));
    for (const word of ['Needs:', 'Output:', 'ATT&CK:']) assert.ok(comment.includes(word), word);
    assert.match(text, new RegExp(`^sec_${name}\\(\\) \\{`, 'm'));
  });
}

test('the list of sections names every section that there is, and no other', () => {
  assert.deepEqual(
    SECTIONS.toSorted((a, b) => a.localeCompare(b)),
    sections.map(({ name }) => name),
  );
});
