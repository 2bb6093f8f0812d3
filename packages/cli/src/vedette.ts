#!/usr/bin/env node
import { userInfo } from 'node:os';
import { performance } from 'node:perf_hooks';

import { keepHeapSmall } from './keep-heap-small.ts';
import { main } from './main.ts';
import type { Output } from './surroundings.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const interrupts = new Set<() => void>();
const interrupt = (): void => {
  for (const listener of interrupts) listener();
};

/** A reader that went away (`vedette sweep | head`) wants nothing more: stop, and then abort. */
const stopOnBrokenPipe = (error: Error & { code?: string }): void => {
  if (error.code !== 'EPIPE') throw error;
  interrupt();
  interrupt();
};

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', stopOnBrokenPipe);
  return {
    write: (data) => {
      if (!stream.destroyed) stream.write(data);
    },
    isTerminal: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

/** A uid without a name (a container, a directory service that is down) still has a number. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

const [, , command = ''] = process.argv;
// A server is there for long and under load: what it gives away in speed would buy nothing.
if (command !== 'up' && command !== 'serve') keepHeapSmall();
// Whoever started this over a channel is gone, and with them the reason to go on.
process.channel?.unref();
process.once('disconnect', interrupt);
process.exitCode = await main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  clock: { epochMs: () => Date.now(), monotonicMs: () => performance.now() },
  random: Math.random,
  user: userName(),
  onInterrupt: (listener) => {
    // Only a command that handles Ctrl-C takes it away from the runtime, which ends at once.
    if (interrupts.size === 0) for (const name of SIGNALS) process.on(name, interrupt);
    interrupts.add(listener);
    return () => {
      interrupts.delete(listener);
      if (interrupts.size === 0) for (const name of SIGNALS) process.off(name, interrupt);
    };
  },
});
