import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { QuestionForm } from './question-form.tsx';
import { QueryLanguage } from './query-language.tsx';
import { type SearchAnswer, searchQuery } from './search-query.ts';
import { readSearchSearch } from './search-search.ts';
import { SearchResults } from './search-results.tsx';
import { Suggestions } from './suggestions.tsx';
import { UnderstoodAs } from './understood-as.tsx';

/** A question in plain words, how it was understood, and what behaves like it. */
export function SearchPage(): ReactNode {
  // The router hands on what the reader left out as well.
  const { q = '' } = readSearchSearch({ ...useSearch({ from: '/search' }) });
  const navigate = useNavigate();
  const query = useQuery(searchQuery(q));
  const asked = q.trim() !== '';
  return (
    <Page
      title="Search"
      lead="Ask in your own words. It finds executions that behave like what you ask for, whether or not they contain these words."
    >
      <QuestionForm
        key={q}
        question={q}
        onAsk={(text) => void navigate({ to: '/search', search: text === '' ? {} : { q: text } })}
      />
      {asked ? (
        <Loaded query={query} lines={10}>
          {(answer) => <Answered question={q} answer={answer} />}
        </Loaded>
      ) : (
        <Suggestions title="Nothing is asked yet. Try one of these:" />
      )}
      <QueryLanguage />
    </Page>
  );
}

function Answered({
  question,
  answer: { query, modelNotes, results },
}: {
  readonly question: string;
  readonly answer: SearchAnswer;
}): ReactNode {
  return (
    <>
      <UnderstoodAs question={question} understood={query} />
      {modelNotes.map((note) => (
        <p key={note} className="text-sm text-soft">
          <HostText text={note} prose />
        </p>
      ))}
      {results.length > 0 ? (
        <SearchResults results={results} />
      ) : (
        <>
          <Empty title="Nothing that ran is like this">
            <p>
              It was looked for in everything that is kept
              {query.filters.length > 0 &&
                ', within the filters above; take one away to see more'}.{' '}
              Words for what a command does work best: “listens on a port”, “encodes a file”.
            </p>
          </Empty>
          <Suggestions title="Or ask one of these:" />
        </>
      )}
    </>
  );
}
