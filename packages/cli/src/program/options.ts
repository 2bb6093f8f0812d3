import { Option } from 'commander';

import type { Surroundings } from '../surroundings.ts';

/** Options that several commands have. */
export interface CommonOptions {
  readonly inventory?: string;
  readonly json?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/** What the definition of a command needs. */
export interface CommandContext {
  readonly here: Surroundings;
  /** Says the exit code of the command that ran. */
  readonly done: (exitCode: number) => void;
}

/** Lists may be written with commas, with spaces, or by repeating the option. */
function collectWords(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').filter((word) => word !== '')];
}

export function inventoryOption(): Option {
  return new Option(
    '--inventory <file>',
    'the hosts to sweep (default: ./inventory.toml, else this host)',
  );
}

export function jsonOption(description = 'JSON on stdout'): Option {
  return new Option('--json', description);
}

export function wordsOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collectWords);
}
