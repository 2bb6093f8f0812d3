import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What cleans up after a fleet, also when the test that made the fleet is killed. */
export interface Finalizer {
  /** Adds the namespaces of a process, in which nothing may outlive the fleet. */
  readonly own: (pid: number) => void;
  /** Cleans up now. */
  finish(): Promise<void>;
}

/** Starts the process that removes `dir` when this process ends, however it ends. */
export function startFinalizer(dir: string): Finalizer {
  const program = fileURLToPath(import.meta.resolve('./finalizer.ts'));
  const child = spawn(process.execPath, [program, dir], {
    cwd: '/',
    // Its own session, so that Ctrl-C in a terminal ends the tests but not this.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  child.unref();
  return {
    own: (pid) => void child.stdin.write(`${pid}\n`),
    async finish() {
      child.ref();
      child.stdin.end();
      await ended;
      const { exitCode } = child;
      if (exitCode !== 0) throw new Error(`the finalizer of ${dir} ended with ${exitCode}`);
    },
  };
}
