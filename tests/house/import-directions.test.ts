import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';

import {
  importsOf,
  packageOf,
  productFiles,
  REPOSITORY,
  sourceFiles,
  targetOf,
} from './source-files.ts';

const Manifest = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  /** What the application that uses a package brings itself. */
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/** What each room of the house may import of ours. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  sweep: ['core'],
  sensor: ['core'],
  executions: ['core'],
  identity: ['core'],
  'better-auth': ['identity'],
  server: ['core', 'sweep', 'executions', 'identity'],
  web: ['core'],
  cli: ['core', 'sweep', 'sensor', 'executions', 'identity', 'server', 'web'],
};

const rooms = globSync('packages/*/package.json', { cwd: REPOSITORY })
  .toSorted()
  .map((path) => ({ dir: path.split('/')[1] ?? '', manifest: readManifest(path) }));
const root = readManifest('package.json');
const nameOf = new Map(rooms.map(({ dir, manifest }) => [dir, manifest.name]));
const ours = new Set(nameOf.values());

for (const { dir, manifest } of rooms) {
  describe(`packages/${dir}`, () => {
    const files = sourceFiles(`packages/${dir}/src/**/*.{ts,tsx}`);
    const product = new Set(productFiles(`packages/${dir}`).map(({ path }) => path));
    const allowed = new Set((MAY_IMPORT[dir] ?? []).map((room) => nameOf.get(room)));

    test('has its place in the table of import directions', () => {
      assert.ok(dir in MAY_IMPORT);
    });

    test('imports of ours only what it may, by its front door', () => {
      const wrong = files.flatMap((file) =>
        importsOf(file)
          .filter((specifier) => ours.has(packageOf(specifier)))
          .filter((specifier) => !ours.has(specifier) || !allowed.has(specifier))
          .map((specifier) => `${file.path}: ${specifier}`),
      );
      assert.deepEqual(wrong, []);
    });

    test('reaches no file outside itself', () => {
      const own = `packages/${dir}/`;
      const wrong = files.flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .filter((specifier) => !targetOf(file, specifier).startsWith(own))
          .map((specifier) => `${file.path}: ${specifier}`),
      );
      assert.deepEqual(wrong, []);
    });

    test('declares every package that it imports', () => {
      const wrong = files.flatMap((file) => {
        const { dependencies, peerDependencies, devDependencies } = manifest;
        const forTests = product.has(file.path)
          ? {}
          : { ...root.devDependencies, ...devDependencies };
        const declared = new Set(
          Object.keys({ ...dependencies, ...peerDependencies, ...forTests }),
        );
        return importsOf(file)
          .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
          .filter((specifier) => !declared.has(packageOf(specifier)))
          .map((specifier) => `${file.path}: ${specifier}`);
      });
      assert.deepEqual(wrong, []);
    });

    test('imports every package that it declares', () => {
      const imported = new Set(files.flatMap(importsOf).map(packageOf));
      const unused = Object.keys(manifest.dependencies).filter((name) => !imported.has(name));
      assert.deepEqual(unused, []);
    });
  });
}

test('tests, benchmarks and scripts come in by the front doors', () => {
  const wrong = sourceFiles('{tests,bench,scripts}/**/*.ts').flatMap((file) =>
    importsOf(file)
      .filter((specifier) =>
        specifier.startsWith('.')
          ? targetOf(file, specifier).startsWith('packages/')
          : ours.has(packageOf(specifier)) && !ours.has(specifier),
      )
      .map((specifier) => `${file.path}: ${specifier}`),
  );
  assert.deepEqual(wrong, []);
});

function readManifest(path: string): z.infer<typeof Manifest> {
  return Manifest.parse(JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')));
}
