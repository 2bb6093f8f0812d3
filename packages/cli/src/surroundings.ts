import type { Clock } from '@vedette/sweep';

/** A stream that a command writes to. */
export interface Output {
  /** Text, or the bytes of an item of evidence as they are. */
  readonly write: (data: string | Uint8Array) => void;
  readonly isTerminal: boolean;
  /** Width of the terminal; absent where there is none. */
  readonly columns?: number | undefined;
}

/** Everything of the outside world that a command may touch; tests bring their own. */
export interface Surroundings {
  /** The words after the command's own name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Data. */
  readonly stdout: Output;
  /** Everything else: progress, warnings, errors. */
  readonly stderr: Output;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who gives the command, for approvals. */
  readonly user: string;
  /** Calls the listener at each Ctrl-C until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

/** Exit codes of the command itself; those of a sweep come with its report. */
export const EXIT_CODES = {
  ok: 0,
  altered: 1,
  usage: 2,
  incomplete: 3,
  uncontained: 4,
  internal: 70,
} as const;
