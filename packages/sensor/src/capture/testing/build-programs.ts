import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('programs/', import.meta.url));

/** Small C programs that do one thing that a sensor must see, built for the test that runs them. */
export interface Programs {
  readonly folder: string;
  readonly build: (name: string) => string;
  readonly remove: () => void;
}

export function buildPrograms(): Programs {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-sensor-'));
  return {
    folder,
    build(name) {
      const program = join(folder, name);
      const source = join(SOURCES, `${name}.c`);
      execFileSync('cc', ['-O1', '-Wall', '-Werror', '-pthread', '-o', program, source]);
      return program;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a test of the kernel needs, or why it cannot run here; CI fails on any such skip. */
export function missing(...tools: readonly string[]): string | false {
  if (process.getuid?.() !== 0) return 'needs root';
  const absent = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  return absent.length === 0 ? false : `needs ${absent.join(', ')}`;
}
