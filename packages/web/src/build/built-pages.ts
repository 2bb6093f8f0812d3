import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { DIST, digestSources, STAMP } from './page-sources.ts';

const BUILDER = join(import.meta.dirname, 'build-pages.ts');
/** A second on a usual machine; a small one that is busy has a minute. */
const BUILD_TIMEOUT_MS = 120_000;
const PROBLEM_CHARS_MAX = 2_000;

/** Where the pages are, or why there are none. */
export type BuiltPages =
  | { readonly folder: string }
  | { readonly folder: null; readonly problem: string };

/**
 * The folder of the pages, ready to be served. In a checkout they are built where they are not
 * there, or of other sources than are there now; `building` is called before, because it takes a
 * moment.
 */
export async function builtPages(building: () => void): Promise<BuiltPages> {
  const digest = digestSources();
  if (digest === null || digest === stampOf(DIST)) return { folder: DIST };
  building();
  const problem = await runBuilder();
  return problem === null ? { folder: DIST } : { folder: null, problem };
}

async function runBuilder(): Promise<string | null> {
  const child = spawn(process.execPath, [BUILDER], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
  });
  const ended = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? null : `the builder ended with ${code ?? signal}`),
    );
  });
  const said = await text(child.stderr);
  const problem = await ended;
  return problem === null ? null : `${problem}: ${said.slice(0, PROBLEM_CHARS_MAX)}`.trim();
}

function stampOf(folder: string): string | null {
  try {
    return readFileSync(join(folder, STAMP), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
