import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The control group above all containers of one engine. */
export interface OwnCgroup {
  readonly name: string;
  /** Removes it; call after the engine has ended. */
  close(): Promise<void>;
}

/** Names a control group that no other test has, and that is removed however this process ends. */
export function ownCgroup(): OwnCgroup {
  const name = `docker-vedette-${randomBytes(4).toString('hex')}`;
  const program = fileURLToPath(import.meta.resolve('./cgroup-finalizer.ts'));
  const child = spawn(process.execPath, [program, name], {
    cwd: '/',
    // Its own session, so that Ctrl-C in a terminal ends the tests but not this.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  child.unref();
  return {
    name,
    async close() {
      child.ref();
      child.stdin.end();
      await ended;
      const { exitCode } = child;
      if (exitCode !== 0) throw new Error(`the finalizer of ${name} ended with ${exitCode}`);
    },
  };
}
