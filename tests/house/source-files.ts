import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

export const REPOSITORY = join(import.meta.dirname, '../..');

/** The door of a package, the command, the pages, and what builds them. */
const ENTRIES = ['index.ts', 'vedette.ts', 'app/main.tsx', 'build/build-pages.ts'];

/** One file of this repository, with the path that a reader would name it by. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The files that match, sorted by path; what npm installed is not ours. */
export function sourceFiles(...patterns: readonly string[]): SourceFile[] {
  return globSync([...patterns], { cwd: REPOSITORY, exclude: ['**/node_modules/**'] })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(REPOSITORY, path), 'utf8') }));
}

const IMPORT = /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

/** The modules that a source names, types included: a type is a dependency of its reader too. */
export function importsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(IMPORT)].map(([, fixed, dynamic]) => fixed ?? dynamic ?? '');
}

/** `zod/mini` → `zod`, `@scope/name/part` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The file of this repository that a relative import means. */
export function targetOf(file: SourceFile, specifier: string): string {
  return normalize(join(file.path, '..', specifier));
}

/** The files that are run when a package is used: what only tests import is not among them. */
export function productFiles(packageDir: string): SourceFile[] {
  const files = new Map(
    sourceFiles(`${packageDir}/src/**/*.{ts,tsx}`).map((file) => [file.path, file] as const),
  );
  const reached = new Set<SourceFile>();
  const reach = (path: string): void => {
    const file = files.get(path);
    if (file === undefined || reached.has(file)) return;
    reached.add(file);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) reach(targetOf(file, specifier));
    }
  };
  for (const entry of ENTRIES) reach(`${packageDir}/src/${entry}`);
  return [...reached];
}
