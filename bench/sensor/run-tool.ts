import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { ExecLoop } from './exec-loop.ts';
import { costsBetween, kernelPrograms, type ProgramCost } from './kernel-cost.ts';
import type { Tool } from './tools.ts';

/** bpftrace and execsnoop look for tracepoints there; only they see that it is mounted. */
const WITH_TRACEFS =
  'for at in /sys/kernel/tracing /sys/kernel/debug/tracing; do mount -t debugfs none /sys/kernel/debug 2>/dev/null; mount -t tracefs none "$at"; done 2>/dev/null; exec "$@"';
const READY_MAX_MS = 30_000;
const END_MAX_MS = 20_000;
/** More than a buffer of 4 KiB holds: what is printed to a file is not printed at once. */
const PROBES = 150;
/** What it has got to say is said when it has used no processor time for so long. */
const QUIET_MS = 300;
const KIB_PER_MIB = 1024;
const WHY_MAX = 120;

/** A tool that shows executions now. */
export interface RunningTool {
  /** Processor time that it has used, of all its threads. */
  readonly cpuNs: () => number;
  readonly peakMiB: () => number;
  readonly costs: () => ProgramCost[];
  /** Waits until it has dealt with what there was. */
  readonly quiet: () => Promise<void>;
  /** Ends it as Ctrl-C does; everything that it printed. */
  readonly end: () => Promise<{ readonly output: string; readonly stderr: string }>;
}

/** Starts a tool and waits until it shows executions; the reason where it does not. */
export async function startTool(
  tool: Tool,
  { folder, loop }: { readonly folder: string; readonly loop: ExecLoop },
): Promise<RunningTool | string> {
  const dir = mkdtempSync(join(folder, 'run-'));
  const files = { output: join(dir, 'output'), stderr: join(dir, 'stderr') };
  const [output, stderr] = [openSync(files.output, 'w'), openSync(files.stderr, 'w')];
  const before = kernelPrograms();
  const argv = ['--mount', 'sh', '-c', WITH_TRACEFS, 'sh', ...tool.argv(join(dir, 'state'))];
  const child = spawn('unshare', argv, { stdio: ['ignore', output, stderr], cwd: dir });
  closeSync(output);
  closeSync(stderr);
  const ended = once(child, 'exit');
  const read = (name: keyof typeof files): string => readFileSync(files[name], 'utf8');
  const mark = randomUUID();
  const deadline = performance.now() + READY_MAX_MS;
  const shown = tool.shown ?? ((): string => read('output'));
  while (!shown().includes(mark)) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      return `could not run: ${reasonIn(read('output') + read('stderr'))}`;
    }
    await loop({ mark, count: PROBES });
    await delay(QUIET_MS);
  }
  // What was there before it is not its own.
  const others = new Set(before.keys());
  const { pid = 0 } = child;
  return {
    cpuNs: () => cpuOf(pid),
    peakMiB: () => peakKib(pid) / KIB_PER_MIB,
    costs: () => {
      const now = [...kernelPrograms()].filter(([id]) => !others.has(id));
      return costsBetween(new Map(), new Map(now));
    },
    quiet: () => untilQuiet(pid),
    async end() {
      await endTool(child, ended);
      return { output: read('output'), stderr: read('stderr') };
    },
  };
}

async function endTool(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGKILL'), END_MAX_MS);
  await ended;
  clearTimeout(late);
}

async function untilQuiet(pid: number): Promise<void> {
  for (let seen = -1, used = cpuOf(pid); used > seen * 1.002;) {
    seen = used;
    await delay(QUIET_MS);
    used = cpuOf(pid);
  }
}

function cpuOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => {
    const [ns = 0] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ');
    return sum + Number(ns);
  }, 0);
}

function peakKib(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
}

/** The line that says most; what a tool says on its way to it is in its way. */
function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const why = lines.find((line) => /^(?:unable|error|fatal|cannot)/i.test(line)) ?? lines.at(-1);
  return (why ?? 'it showed nothing').trim().slice(0, WHY_MAX);
}
