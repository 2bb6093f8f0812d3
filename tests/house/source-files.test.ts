import assert from 'node:assert/strict';
import { test } from 'node:test';

import { importsOf, packageOf } from './source-files.ts';

test('every form of an import is seen, and nothing else', () => {
  const text = [
    "import 'a';",
    "import b from 'b';",
    "import { c,\n  d } from 'c';",
    "import type { E } from './e.ts';",
    "export * from 'f';",
    "export { g } from 'g';",
    "const h = await import('h');",
    "export const i = 'i';",
    "export function j() {\n  return 'from';\n}",
  ].join('\n');
  assert.deepEqual(importsOf({ path: '', text }), ['a', 'b', 'c', './e.ts', 'f', 'g', 'h']);
});

test('a part of a package is the package', () => {
  assert.deepEqual(['zod/mini', '@a/b/c', '@a/b', 'x'].map(packageOf), [
    'zod',
    '@a/b',
    '@a/b',
    'x',
  ]);
});
