import { type ReactNode, useId } from 'react';

import { CommandLine } from './command-line.tsx';
import { type ComparedWord, wordsApart } from './words-apart.ts';

/** Words beyond are counted, not drawn: a line of hundreds tells nothing more by being longer. */
const WORDS_SHOWN_MAX = 300;
const WORD_CHARS_MAX = 400;

const NAMES = ['This execution', 'Nearest normal'] as const;

/**
 * What ran and the nearest normal thing, one above the other, side by side where there is room.
 * Words that only one of them has are underlined and marked, not only coloured.
 */
export function ArgvDiff({
  argv,
  nearest,
  names = NAMES,
}: {
  readonly argv: readonly string[];
  readonly nearest: readonly string[];
  readonly names?: readonly [string, string];
}): ReactNode {
  const { here, there } = wordsApart(argv, nearest);
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <Side name={names[0]} words={here} kind="added" />
      <Side name={names[1]} words={there} kind="missing" />
    </div>
  );
}

const KINDS = {
  added: { mark: '+', look: 'bg-high-soft text-high decoration-solid' },
  missing: { mark: '−', look: 'bg-low-soft text-low decoration-dashed' },
} as const;

function Side({
  name,
  words,
  kind,
}: {
  readonly name: string;
  readonly words: readonly ComparedWord[];
  readonly kind: keyof typeof KINDS;
}): ReactNode {
  const id = useId();
  const { mark, look } = KINDS[kind];
  const apart = words.filter((word) => word.kind === 'only-here').length;
  const beyond = words.length - WORDS_SHOWN_MAX;
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-md border border-line p-3">
      <p id={id} className="mb-1.5 text-sm text-soft">
        {name} · {apart === 0 ? 'every word is in both' : `${apart} only here (${mark})`}
      </p>
      <p className="leading-7">
        {words.slice(0, WORDS_SHOWN_MAX).map((word, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at}>
            {word.kind === 'both' ? (
              <CommandLine argv={[word.text]} max={WORD_CHARS_MAX} />
            ) : (
              <mark className={`rounded-sm px-1 font-medium underline underline-offset-4 ${look}`}>
                <span aria-hidden="true" className="mr-1">
                  {mark}
                </span>
                <span className="sr-only">only here: </span>
                <CommandLine argv={[word.text]} max={WORD_CHARS_MAX} />
              </mark>
            )}{' '}
          </span>
        ))}
        {beyond > 0 && <span className="text-soft">and {beyond.toLocaleString()} more words</span>}
      </p>
    </section>
  );
}
