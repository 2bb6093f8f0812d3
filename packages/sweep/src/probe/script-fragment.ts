import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the sources of all that runs on a host are. */
export const PROBE_DIR = join(import.meta.dirname, '../../probe');

/** Comments and blank lines explain the source to its reader; they need not cross the network. */
export function scriptFragment(path: string): string {
  return readFileSync(join(PROBE_DIR, path), 'utf8').replace(/^[ \t]*(#[^!].*|#)?\n/gm, '');
}

/** A text as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
