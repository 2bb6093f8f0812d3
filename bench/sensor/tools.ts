import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { z } from 'zod';

const Event = z.record(z.string(), z.unknown());
const VEDETTE = join(import.meta.dirname, '../../packages/cli/src/vedette.ts');
/** The number, the program's name and the arguments: what bpftrace's own examples print. */
const ONE_LINER =
  'tracepoint:syscalls:sys_enter_execve { printf("%d %s ", pid, comm); join(args->argv); }';

/** Something that shows executions as they happen. */
export interface Tool {
  readonly name: string;
  /** The Debian package that it is in; ours has none. */
  readonly package?: string;
  /** @param folder empty, for what it keeps */
  readonly argv: (folder: string) => readonly string[];
  /** What it has shown so far, where that is not what it has printed. */
  readonly shown?: () => string;
  /** The one of its BPF programs that runs once for each execution. */
  readonly counts: RegExp;
  /** What one execution tells, besides its arguments. */
  readonly facts: (line: string) => number;
}

/** `sensor record`, with everything that it does to an event before it is written. */
export const OURS: Tool = {
  name: 'ours',
  argv: (folder) => [
    ...[process.execPath, VEDETTE, 'sensor', 'record', '--capture', 'bpf'],
    ...['--state', folder],
  ],
  counts: /^process_exec$/,
  facts: (line) => Object.keys(Event.parse(JSON.parse(line))).length,
};

/** `sensor run`, which sends what it sees; often, so that it is known when it has begun. */
export function shipping(
  to: { readonly url: string; readonly argvs: () => string },
  encoding: 'protobuf' | 'json',
): Tool {
  return {
    name: `ours, ${encoding}`,
    argv: (folder) => [
      ...[process.execPath, VEDETTE, 'sensor', 'run', '--capture', 'bpf', '--state', folder],
      ...['--endpoint', to.url, '--encoding', encoding, '--batch-age', '1s'],
    ],
    shown: to.argvs,
    counts: OURS.counts,
    facts: OURS.facts,
  };
}

export const PEERS: readonly Tool[] = [
  {
    name: 'bpftrace',
    package: 'bpftrace',
    argv: () => ['bpftrace', '-e', ONE_LINER],
    counts: /sys_enter_execv/,
    facts: () => ['pid', 'comm', 'argv'].length,
  },
  {
    name: 'execsnoop (libbpf-tools)',
    package: 'libbpf-tools',
    argv: () => ['execsnoop'],
    counts: /sys_enter_execv/,
    facts: () => ['comm', 'pid', 'ppid', 'ret', 'argv'].length,
  },
  {
    name: 'execsnoop-bpfcc',
    package: 'bpfcc-tools',
    argv: () => ['execsnoop-bpfcc'],
    counts: /execve/,
    facts: () => ['comm', 'pid', 'ppid', 'ret', 'argv'].length,
  },
];

/** The version of a tool's package, or undefined if it is not installed. */
export function toolVersion(tool: Tool): string | undefined {
  const format = '--showformat=${Version} ${db:Status-Status}';
  const { status, stdout } = spawnSync('dpkg-query', ['--show', format, tool.package ?? ''], {
    encoding: 'utf8',
  });
  const [version, state] = (stdout ?? '').split(' ');
  return status === 0 && state === 'installed' ? version : undefined;
}
