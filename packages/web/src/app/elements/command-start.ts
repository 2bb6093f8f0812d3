import { commandText } from './command-text.ts';

const WORDS_MAX = 60;

/** The beginning of a command line, for a row of a list: a page of 100 kB arguments stays quick. */
export function commandStart({ argv, exe, comm, pid }: Named, charsMax: number): string {
  const name = [exe, comm].find((text) => text !== '') ?? `process ${pid}`;
  if (argv.length === 0) return name.slice(0, charsMax);
  const words = argv.slice(0, WORDS_MAX).map((word) => word.slice(0, charsMax));
  return commandText(words).slice(0, charsMax);
}

interface Named {
  readonly argv: readonly string[];
  readonly exe: string;
  readonly comm: string;
  readonly pid: number;
}
