import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { FilterEditor } from './filter-editor.tsx';
import { questionText, questionWith } from './question-text.ts';
import type { Understood } from './search-query.ts';

const TEXT_CHARS_MAX = 300;

/** How the question was read: filters that can be changed or taken away, words, and what is neither. */
export function UnderstoodAs({
  question,
  understood,
}: {
  readonly question: string;
  readonly understood: Understood;
}): ReactNode {
  const { filters, text, notes } = understood;
  return (
    <section aria-label="How the question was understood" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-soft">Understood as</span>
        {filters.map((filter, at) => (
          <FilterEditor
            // oxlint-disable-next-line react/no-array-index-key
            key={`${at} ${question}`}
            filter={filter}
            questionWith={(written) => questionWith(understood, at, written)}
          />
        ))}
        {text !== '' && (
          <span className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-strong-line px-2.5">
            <span className="shrink-0 text-soft">behaves like</span>
            <span className="min-w-0">
              <HostText text={text} max={TEXT_CHARS_MAX} />
            </span>
            {filters.length > 0 && (
              <Link
                to="/search"
                search={{ q: questionText({ filters, text: '' }) }}
                title="Take the words away"
                className="inline-flex size-7 shrink-0 items-center justify-center rounded-full hover:bg-sunken"
              >
                <span aria-hidden="true">✕</span>
                <span className="sr-only">Take the words away</span>
              </Link>
            )}
          </span>
        )}
        {text === '' && filters.length > 0 && (
          <span className="text-soft">no words: the newest that pass the filters</span>
        )}
        {text === '' && filters.length === 0 && <span className="text-soft">nothing</span>}
      </div>
      {notes.length > 0 && (
        <div className="rounded-md border border-medium bg-medium-soft px-3 py-2 text-sm text-medium">
          <p className="font-medium">Not read as it may have been meant:</p>
          <ul className="list-inside list-disc">
            {notes.map((note) => (
              <li key={note}>
                <HostText text={note} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
