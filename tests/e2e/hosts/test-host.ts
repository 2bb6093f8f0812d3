/** What a test can do with one host of its fleet. */
export interface TestHost {
  /** The alias in the fleet's ssh configuration. */
  readonly name: string;
  readonly address: string;
  /** The host's root as seen from outside, with everything that is mounted in it. */
  readonly rootDir: string;
  /** What the host has written over its system image: the upper directory of its overlay. */
  readonly writtenDir: string;
  /** The host's first process, in the machine's pid namespace. */
  readonly outerPid: number;
  /** Runs a program inside the host and waits for its end. */
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Starts a program as a daemon would be: own session, no tty, child of the host's pid 1. */
  spawn(argv: readonly string[], options?: SpawnOptions): Promise<HostProcess>;
  /** Every process of the host, as `PID ARGV`, in the order of pids. */
  processes(): Promise<string[]>;
  close(): Promise<void>;
}

export interface SpawnOptions {
  readonly uid?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunOptions extends SpawnOptions {
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A long-lived process on a host. */
export interface HostProcess {
  /** In the host's pid namespace. */
  readonly pid: number;
  /** In the machine's pid namespace. */
  readonly outerPid: number;
  readonly exited: Promise<void>;
  /** Ends it by its id, if it is still the same process, and waits until it is gone. */
  stop(): Promise<void>;
}

export interface HostOptions {
  /** The ssh alias and the host's name; unique within its fleet. */
  readonly name: string;
  /** `debian`: this machine's system under an overlay. `busybox`: only busybox and sshd. */
  readonly system: 'debian' | 'busybox';
  /** Whom the alias logs in as; `ordinary` has uid `ORDINARY_UID` and no way to root. */
  readonly user?: 'root' | 'ordinary';
  /** `false` shares the machine's pid namespace, so the host sees every process of it. */
  readonly pidNamespace?: boolean;
  /** A path on the host, or the text of a program (`#!…`) that is put there. */
  readonly loginShell?: string;
  /**
   * `no`: nothing answers at the address. `hangs`: the remote command never ends. `silent`: TCP
   * is accepted, no banner ever comes.
   */
  readonly reachable?: 'yes' | 'no' | 'hangs' | 'silent';
  /** The awk of a `debian` host; Debian's own choice is mawk. */
  readonly awk?: 'mawk' | 'gawk';
  /** Text that sshd sends before the login. */
  readonly banner?: string;
}
