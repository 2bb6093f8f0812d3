import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../examples/better-auth-app/src/main.ts');
const READY = /runs at (http:\/\/localhost:\d+)/;

/** The example, in a process of its own, as `npm start -- --demo` starts it. */
export interface RunningExample {
  readonly url: string;
  /** What it wrote to stderr: nothing, if all is well. */
  readonly complaints: () => string;
  readonly close: () => Promise<void>;
}

/** Starts the example on a free port with a state folder of its own. */
export async function startExample(): Promise<RunningExample> {
  const state = mkdtempSync(join(tmpdir(), 'vedette-example-'));
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--demo', '--state', state], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  while (!READY.test(said)) {
    if (child.exitCode !== null) throw new Error(`the example ended: ${complaints}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  return {
    url: READY.exec(said)?.[1] ?? '',
    complaints: () => complaints,
    close: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(state, { recursive: true, force: true });
    },
  };
}
