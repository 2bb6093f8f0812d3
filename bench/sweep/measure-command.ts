import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const EMPTY_SCRATCH = join(import.meta.dirname, 'empty-scratch.bash');
const MEASURE = join(import.meta.dirname, 'measure.bash');
/** Longer than any peer has taken; a run that hangs must not hang the benchmark. */
const TIMEOUT_MS = 20 * 60_000;
const OUTPUT_BYTES_MAX = 64 * 2 ** 20;

export interface Measurement {
  readonly wallSeconds: number;
  /** User and system, of the command and all its children that have ended. */
  readonly cpuSeconds: number;
  readonly diskBytesWritten: number;
  /** Standard output, and the size of it. */
  readonly output: string;
  readonly outputBytes: number;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface MeasuredCommand {
  readonly argv: readonly string[];
  /** All that there is below /tmp: an empty folder for what the command writes. */
  readonly workDir: string;
  /** A file for standard input; nothing without. */
  readonly inputFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command with its output going to pipes, as under ssh, and with empty scratch directories,
 * and measures it.
 */
export async function measureCommand({
  argv,
  workDir,
  inputFile = '/dev/null',
  env = {},
}: MeasuredCommand): Promise<Measurement> {
  const input = openSync(inputFile, 'r');
  const child = spawn(EMPTY_SCRATCH, [workDir, MEASURE, ...argv], {
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C', ...env },
    stdio: [input, 'pipe', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  closeSync(input);
  const [stdout, stderr, result, ended] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    collect(child.stdio[3]),
    once(child, 'close'),
  ]);
  const [, wall, user, system] = /^([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(result.toString()) ?? [];
  const written = /^write_bytes: (\d+)$/m.exec(result.toString())?.[1];
  if (system === undefined || written === undefined) {
    throw new Error(`${argv.join(' ')}: no measurement: ${result.toString()}${stderr.toString()}`);
  }
  return {
    wallSeconds: Number(wall),
    cpuSeconds: Number(user) + Number(system),
    diskBytesWritten: Number(written),
    output: stdout.toString(),
    outputBytes: stdout.length,
    stderr: stderr.toString(),
    exitCode: Number(ended[0]),
  };
}

async function collect(stream: unknown): Promise<Buffer> {
  if (!(stream instanceof Readable)) throw new TypeError('a measured command needs its pipes');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a pipe gives bytes');
    bytes += chunk.length;
    if (bytes > OUTPUT_BYTES_MAX) throw new Error('more output than a measured command may have');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
