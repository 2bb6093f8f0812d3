import assert from 'node:assert/strict';
import { test } from 'node:test';

import { importsOf, productFiles, targetOf } from './source-files.ts';

/**
 * The folders of packages/sweep, in the order of the way that data takes; `checks` is the data that
 * the probe is made of and that everything after it judges by, `state` is how files are kept, and
 * `action` is what a containment is, before anything is done. A folder imports only what is
 * before it: knowledge of a later step would make two steps one.
 */
const ORDER = [
  'state',
  'inventory',
  'checks',
  'probe',
  'transport',
  'wire',
  'judge',
  'action',
  'findings',
  'baseline',
  'fleet',
  'report',
  'evidence',
  'contain',
];

const ROOT = 'packages/sweep/src/';
const files = productFiles('packages/sweep').filter(({ path }) =>
  path.slice(ROOT.length).includes('/'),
);

test('every folder of packages/sweep has its place in the pipeline', () => {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  assert.deepEqual(
    [...folders].filter((folder) => !ORDER.includes(folder)),
    [],
  );
});

test('a folder of packages/sweep imports only what is before it in the pipeline', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => targetOf(file, specifier))
      .filter((target) => ORDER.indexOf(folderOf(target)) > ORDER.indexOf(folderOf(file.path)))
      .map((target) => `${file.path} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

function folderOf(path: string): string {
  return path.slice(ROOT.length).split('/')[0] ?? '';
}
