import { stemOf, wordsOf } from '../words.ts';
import { PROGRAM_PURPOSES } from './program-purposes.ts';
import { nameOf, programsRun } from './programs-run.ts';
import { TEXT_MEANINGS } from './text-meanings.ts';
import { USE_MEANINGS } from './use-meanings.ts';

/** Meanings are looked for in the beginning of a line; nobody reads 100 KB of arguments. */
const LINE_CHARS_MAX = 8_192;

/** Something that a command line is for, and what in it says so. */
export interface Meaning {
  /** Stems, as questions are compared by. */
  readonly stems: readonly string[];
  /** The program, or the text of the line; from a host. */
  readonly because: string;
}

const PURPOSES = readPurposes();

/** What a command line does, as far as it can be told from its programs and arguments. */
export function meaningsOf(argv: readonly string[]): Meaning[] {
  const line = argv.join(' ').slice(0, LINE_CHARS_MAX);
  const programs = programsRun(argv, (name) => PURPOSES.has(name));
  const elevated = nameOf(argv[0] ?? '') === 'sudo' ? [{ stems: ['sudo'], because: 'sudo' }] : [];
  return [
    ...programs.flatMap((name) => purposeOf(name)),
    ...elevated,
    ...TEXT_MEANINGS.flatMap(([pattern, words]) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [{ stems: stemsOf(words), because: found.trim() }];
    }),
    ...USE_MEANINGS.flatMap(([program, argument, words]) => {
      const name = programs.find((one) => program.test(one));
      const found = argv.slice(1).find((one) => argument.test(one.slice(0, LINE_CHARS_MAX)));
      if (name === undefined || found === undefined) return [];
      return [{ stems: stemsOf(words), because: `${name} ${found}` }];
    }),
  ];
}

function purposeOf(name: string): Meaning[] {
  const stems = PURPOSES.get(name) ?? PURPOSES.get(name.replace(/[\d.]+$/, ''));
  return stems === undefined ? [] : [{ stems, because: name }];
}

function readPurposes(): ReadonlyMap<string, readonly string[]> {
  const purposes = new Map<string, string[]>();
  for (const row of PROGRAM_PURPOSES.trim().split('\n')) {
    const [programs = '', words = ''] = row.split(': ');
    for (const program of programs.toLowerCase().split(' '))
      purposes.set(program, [...new Set([...(purposes.get(program) ?? []), ...stemsOf(words)])]);
  }
  return purposes;
}

function stemsOf(words: string): string[] {
  return wordsOf(words).map(stemOf);
}
