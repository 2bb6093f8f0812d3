import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { commandStart } from '../elements/command-start.ts';
import { HostText } from '../elements/host-text.tsx';
import { Score } from '../elements/score.tsx';
import { Time } from '../elements/time.tsx';
import type { SearchResult } from './search-query.ts';

const COMMAND_CHARS_MAX = 240;
const NAME_CHARS_MAX = 80;
const WHY_CHARS_MAX = 160;

/** What was found, best first, each with why. */
export function SearchResults({
  results,
}: {
  readonly results: readonly SearchResult[];
}): ReactNode {
  return (
    <div>
      <output className="mb-2 block text-soft">
        {results.length} {results.length === 1 ? 'way of running' : 'ways of running'} something,
        best first, each by its newest execution
      </output>
      <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
        {results.map((result) => (
          <Result key={result.id} result={result} />
        ))}
      </ol>
    </div>
  );
}

function Result({ result }: { readonly result: SearchResult }): ReactNode {
  const { event, why, novelty, finding, id } = result;
  return (
    <li className="px-4 py-3">
      <Link to="/executions/$id" params={{ id }} className="line-clamp-2 hover:underline">
        <HostText text={commandStart(event, COMMAND_CHARS_MAX)} />
      </Link>
      {why.length > 0 && (
        <ul aria-label="Why it matched" className="mt-1.5 flex flex-wrap gap-1.5 text-sm">
          {why.map((reason) => (
            <li key={reason} className="min-w-0 rounded bg-accent-soft px-1.5 text-accent">
              <HostText text={reason.slice(0, WHY_CHARS_MAX)} />
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
        <Time ms={event.t} />
        <span className="inline-flex items-center gap-1.5">
          scored <Score value={novelty} />
        </span>
        <span className="min-w-0">
          <HostText text={event.workload.slice(0, NAME_CHARS_MAX)} /> on{' '}
          <HostText text={event.host.slice(0, NAME_CHARS_MAX)} />
        </span>
        {finding !== null && (
          <Link to="/findings/$id" params={{ id: finding }} className="text-accent underline">
            its finding
          </Link>
        )}
      </p>
    </li>
  );
}
