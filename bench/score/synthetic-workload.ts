import { ExecutionEvent } from '@vedette/core';

import { createSeededRandom, type SeededRandom } from '../identity/generate/seeded-random.ts';

/** The busiest recorded workload has as many different commands, once they are masked. */
const TEMPLATES = 250;
const PROGRAMS = 60;
const PARENTS = 12;
const WORDS_MAX = 8;
const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');
/** A week, whatever the number of events: what a baseline holds. */
const DAYS = 7;
/** What differs from run to run, so that few commands repeat to the letter. */
const VARIABLE: readonly ((random: SeededRandom) => string)[] = [
  (random) => String(random.whole(65_536)),
  (random) => `/tmp/tmp.${letters(random, 4)}${random.whole(10)}X${letters(random, 4)}`,
  (random) => Array.from({ length: 40 }, () => random.whole(16).toString(16)).join(''),
  (random) => `--port=${random.whole(65_536)}`,
];

interface Template {
  readonly program: string;
  readonly parent: string;
  readonly words: readonly (string | ((random: SeededRandom) => string))[];
}

/** A workload that is made up: commands by the hundreds, each run again and again, some rarely. */
export interface SyntheticWorkload {
  /** The next of so many events of a week. */
  readonly events: (count: number) => Generator<ExecutionEvent>;
  /** One more of the same, after them. */
  readonly known: () => ExecutionEvent;
  /** A command that it has never run, and that it runs only once. */
  readonly unknown: () => ExecutionEvent;
}

/** The same seed, the same workload and the same events. */
export function syntheticWorkload(seed: number): SyntheticWorkload {
  const random = createSeededRandom(seed);
  const programs = Array.from({ length: PROGRAMS }, () => letters(random, 6));
  const parents = Array.from({ length: PARENTS }, () => letters(random, 5));
  const templates = Array.from({ length: TEMPLATES }, (_, rank) => {
    const words = Array.from({ length: 1 + random.whole(WORDS_MAX) }, () => wordOf(random));
    const template = { program: random.pick(programs), parent: random.pick(parents), words };
    return [template, 1 / (rank + 1)] as const;
  });
  const eventOf = ({ program, parent, words }: Template, t: number): ExecutionEvent => {
    const argv = words.map((word) => (typeof word === 'string' ? word : word(random)));
    const process = { pid: 1 + random.whole(30_000), ppid: 1, uid: 33, comm: program, parent };
    const from = { host: `web-${random.whole(4)}`, workload: 'synthetic' };
    const exe = `/usr/bin/${program}`;
    return ExecutionEvent.parse({ t, ...from, ...process, exe, argv: [program, ...argv] });
  };
  return {
    *events(count) {
      for (let at = 0; at < count; at += 1)
        yield eventOf(random.weighted(templates), FROM_MS + (at / count) * DAYS * DAY_MS);
    },
    known: () => eventOf(random.weighted(templates), FROM_MS + DAYS * DAY_MS),
    unknown: () => {
      const words = Array.from({ length: 4 }, () => wordOf(random));
      const program = random.chance(0.5) ? random.pick(programs) : letters(random, 7);
      const parent = random.pick(parents);
      return eventOf({ program, parent, words }, FROM_MS + DAYS * DAY_MS);
    },
  };
}

function wordOf(random: SeededRandom): Template['words'][number] {
  if (random.chance(0.25)) return random.pick(VARIABLE);
  const name = letters(random, 3 + random.whole(6));
  return random.pick([`--${name}`, `-${name.slice(0, 1)}`, name, `/srv/${name}/${name}.conf`]);
}

function letters(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => random.pick(LETTERS)).join('');
}
