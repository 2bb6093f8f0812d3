import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What runs in a process of its own, to be killed or to get in another's way. */
const SCRIPTS = {
  'append-entries': import.meta.resolve('./append-entries.ts'),
  'open-key': import.meta.resolve('./open-key.ts'),
  'write-until-killed': import.meta.resolve('./write-until-killed.ts'),
};

/** Runs a script in a process of its own and gives its output. */
export async function runChild(
  script: keyof typeof SCRIPTS,
  ...args: readonly string[]
): Promise<string> {
  const { stdout } = await run(process.execPath, [childPath(script), ...args]);
  return stdout;
}

export function childPath(script: keyof typeof SCRIPTS): string {
  return fileURLToPath(SCRIPTS[script]);
}
