import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import {
  assembleStep,
  createStepReader,
  type ItemEnd,
  type ItemStart,
  type Plan,
  type Step,
  type StepStream,
  type TargetIdentity,
} from '@vedette/sweep';

const NONCE = '0123456789abcdef';
const WAIT_MAX_MS = 20_000;
const LOOK_EVERY_MS = 20;
const BYTES_MAX = 64 * 1024 * 1024;
const STEP_SECONDS_MAX = 60;
const REMOVALS_MAX = 20;
const SHOWN_CHARACTERS_MAX = 1_000_000;

/** Reaps what is orphaned, as an init does; it ends with its pid namespace. */
const INIT = 'while :; do sleep 0.2; done';

/** What one item of evidence was. */
export interface KeptItem extends ItemStart {
  readonly bytes: Buffer;
  readonly end: ItemEnd | null;
}

export interface StepAnswer extends StepStream {
  readonly items: ReadonlyMap<string, KeptItem>;
  readonly stdout: string;
}

/** Why tests on such a host cannot run here, for the `skip` option of node:test. */
export function missingForContain(): string | false {
  const { status } = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']);
  return status === 0 ? false : 'needs the right to make a pid namespace (root, unshare)';
}

/** Real processes in a pid namespace of their own, and steps that are run on them. */
export class ContainHost {
  readonly dir = mkdtempSync(join(tmpdir(), 'vedette-contain-'));
  readonly shell: readonly string[];
  readonly action: string;
  readonly #init: ChildProcess;
  #outer = 0;

  private constructor(shell: readonly string[]) {
    this.shell = shell;
    const random = Math.floor(Math.random() * 2 ** 32);
    this.action = `E-20260101-${random.toString(16).padStart(8, '0')}`;
    const namespaces = ['--pid', '--fork', '--kill-child', '--mount-proc'];
    // With the test, however that ends, the namespace ends, and all that runs in it.
    const tied = ['--pdeathsig', 'KILL', 'unshare', ...namespaces, 'sh', '-c', INIT];
    this.#init = spawn('setpriv', tied, { stdio: 'ignore' });
  }

  static async start(shell: readonly string[]): Promise<ContainHost> {
    const host = new ContainHost(shell);
    const unshare = host.#init.pid ?? 0;
    await until(() => {
      const [child] = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8').split(' ');
      host.#outer = Number(child ?? 0);
      // The mount of /proc is the last thing that is done before the shell.
      return (
        host.#outer > 0 &&
        host.inside(['test', '-e', '/proc/1/stat']).status === 0 &&
        host.inside(['readlink', '/proc/1/exe']).stdout.includes('sh')
      );
    });
    return host;
  }

  /** Runs a program inside and waits for it. */
  inside(argv: readonly string[], input?: string) {
    const enter = ['--pid', '--mount', '--target', `${this.#outer}`, '--', ...argv];
    return spawnSync('nsenter', enter, {
      encoding: 'utf8',
      ...(input === undefined ? {} : { input }),
    });
  }

  /** Runs a program inside while others go on. */
  async start(argv: readonly string[]): Promise<void> {
    const enter = ['--pid', '--mount', '--target', `${this.#outer}`, '--', ...argv];
    await once(spawn('nsenter', enter, { stdio: 'ignore' }), 'exit');
  }

  /** Starts a daemon and returns who it is, once it is the program that was asked for. */
  async spawn(argv: readonly string[], program = argv[0] ?? ''): Promise<TargetIdentity> {
    const start = 'cd "$1"; shift; setsid "$@" </dev/null >/dev/null 2>&1 & echo $!';
    const { stdout } = this.inside(['sh', '-c', start, 'sh', this.dir, ...argv]);
    const pid = Number(stdout);
    await until(() => this.exe(pid).includes(`/${program.split('/').at(-1)}`));
    return this.identity(pid);
  }

  identity(pid: number): TargetIdentity {
    const { stdout } = this.inside(['stat', '-L', '-c', '%d:%i', `/proc/${pid}/exe`]);
    return {
      bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      pid,
      startTicks: Number(this.stat(pid)[19]),
      exe: stdout.trim(),
    };
  }

  exe(pid: number): string {
    return this.inside(['readlink', `/proc/${pid}/exe`]).stdout.trim();
  }

  /** The fields of stat from the state on; empty where there is no such process. */
  stat(pid: number): string[] {
    const { stdout } = this.inside(['cat', `/proc/${pid}/stat`]);
    return stdout === '' ? [] : stdout.slice(stdout.lastIndexOf(') ') + 2).split(' ');
  }

  maps(pid: number): string {
    return this.inside(['cat', `/proc/${pid}/maps`]).stdout;
  }

  /** Every process whose words match, by number. */
  find(pattern: string): number[] {
    const { stdout } = this.inside(['pgrep', '-f', pattern]);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  }

  /** The script of one step. */
  script(step: Step, target: TargetIdentity, plan?: Plan): string {
    return assembleStep({
      ...{ nonce: NONCE, step, action: this.action, target, bytesMax: BYTES_MAX },
      wallSecondsMax: STEP_SECONDS_MAX,
      ...(plan === undefined ? {} : { plan }),
    });
  }

  /** Runs one step in the shell of this host, in a session of its own, as ssh does. */
  async step(step: Step, target: TargetIdentity, plan?: Plan, cutAt?: number): Promise<StepAnswer> {
    const answer = readAnswer();
    const enter = ['--pid', '--mount', '--target', `${this.#outer}`, '--', 'setsid', '--wait'];
    const child = spawn('nsenter', [...enter, ...this.shell, '-s'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdout.on('data', answer.push);
    child.stdin.on('error', () => {});
    child.stdin.end(this.script(step, target, plan));
    if (cutAt !== undefined) {
      await delay(cutAt);
      this.inside(['sh', '-c', 'for p; do kill -KILL "$p"; done', 'sh', ...this.#script()]);
    }
    await once(child, 'close');
    return answer.finish();
  }

  /** The processes of a running script: in the session of none of ours. */
  #script(): string[] {
    const { stdout } = this.inside(['ps', '-eo', 'pid=,args=']);
    const [program = ''] = this.shell;
    return stdout
      .split('\n')
      .filter(
        (line) =>
          line.trimEnd().endsWith(`${program.split('/').at(-1)} -s`) || line.includes(' ash -s'),
      )
      .map((line) => line.trim().split(' ')[0] ?? '')
      .filter((pid) => pid !== '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thawAll();
    this.#init.kill('SIGKILL');
    if (this.#outer > 0) {
      try {
        process.kill(this.#outer, 'SIGKILL');
      } catch {
        // Gone with its parent.
      }
    }
    await until(() => {
      this.thawAll();
      return this.groups().length === 0;
    });
    // What was killed a moment ago may still be writing.
    rmSync(this.dir, { recursive: true, maxRetries: REMOVALS_MAX });
  }

  /** Control groups that this host's action has left. */
  groups(): string[] {
    return ['/sys/fs/cgroup/freezer', '/sys/fs/cgroup/unified', '/sys/fs/cgroup'].flatMap(
      (mount) => {
        try {
          return readdirSync(mount)
            .filter((name) => name === `vedette-${this.action}`)
            .map((name) => join(mount, name));
        } catch {
          return [];
        }
      },
    );
  }

  /** A frozen process of cgroup v1 does not even end by SIGKILL. */
  thawAll(): void {
    for (const group of this.groups()) {
      const thaw = 'echo THAWED >"$1/freezer.state" || echo 0 >"$1/cgroup.freeze"; rmdir "$1"';
      spawnSync('sh', ['-c', thaw, 'sh', group], { stdio: 'ignore' });
    }
  }
}

/** Reads what a step sends, and keeps its evidence in memory. */
export function readAnswer() {
  const items = new Map<string, KeptItem>();
  const bundle = {
    startItem: (start: ItemStart) => {
      const chunks: Buffer[] = [];
      items.set(start.name, { ...start, bytes: Buffer.alloc(0), end: null });
      return {
        write: (chunk: Uint8Array) => void chunks.push(Buffer.from(chunk)),
        end: (end: ItemEnd) =>
          void items.set(start.name, { ...start, bytes: Buffer.concat(chunks), end }),
      };
    },
  };
  const reader = createStepReader(NONCE, { bundle, phase: 'after-freeze', bytesMax: BYTES_MAX });
  let stdout = '';
  return {
    push: (chunk: Buffer): void => {
      reader.push(chunk);
      if (stdout.length < SHOWN_CHARACTERS_MAX) stdout += chunk.toString('latin1');
    },
    finish: (): StepAnswer => ({ ...reader.finish(), items, stdout }),
  };
}

/** Waits for a condition. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${String(condition)}`);
    await delay(LOOK_EVERY_MS);
  }
}
