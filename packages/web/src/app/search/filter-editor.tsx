import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { filterText, filterValue, filterWithValue } from './question-text.ts';
import type { SearchFilter } from './search-query.ts';

const VALUE_CHARS_MAX = 256;

/** One filter: its value can be typed anew, it can be turned around, and taken away. */
export function FilterEditor({
  filter,
  questionWith,
}: {
  readonly filter: SearchFilter;
  /** The whole question with this filter written anew, or without it. */
  readonly questionWith: (written: string | null) => string;
}): ReactNode {
  const navigate = useNavigate();
  const [edits, setEdits] = useState(false);
  const ask = (written: string): void => {
    void navigate({ to: '/search', search: { q: questionWith(written) } });
  };
  const not = 'not' in filter && filter.not;
  return (
    <span
      className={`inline-flex min-h-7 max-w-full items-center gap-1 rounded-full border pl-2.5 ${not ? 'border-dashed border-critical' : 'border-strong-line'}`}
    >
      {'not' in filter ? (
        <button
          type="button"
          title={not ? 'Turn around: only this' : 'Turn around: all but this'}
          className={`min-h-6 shrink-0 underline decoration-dotted underline-offset-4 ${not ? 'text-critical' : 'text-soft'}`}
          onClick={() => ask(filterText({ ...filter, not: !not }))}
        >
          {filter.field} {not ? 'is not' : 'is'}
        </button>
      ) : (
        <span className="shrink-0 text-soft">{filter.field}</span>
      )}
      {edits ? (
        <input
          ref={(input) => input?.focus()}
          aria-label={`Value of ${filter.field}; Enter asks again`}
          className="min-h-6 w-40 min-w-0 rounded border border-strong-line bg-raised px-1 font-mono"
          maxLength={VALUE_CHARS_MAX}
          defaultValue={filterValue(filter)}
          onBlur={() => setEdits(false)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape') setEdits(false);
            if (key === 'Enter') ask(filterWithValue(filter, currentTarget.value.trim()));
          }}
        />
      ) : (
        <button
          type="button"
          title="Change the value"
          className="min-h-6 min-w-6 truncate rounded px-1 text-left hover:bg-sunken"
          onClick={() => setEdits(true)}
        >
          <span className="sr-only">Change </span>
          <HostText text={filterValue(filter)} />
        </button>
      )}
      <Link
        to="/search"
        search={{ q: questionWith(null) }}
        title="Take this filter away"
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-full hover:bg-sunken"
      >
        <span aria-hidden="true">✕</span>
        <span className="sr-only">
          Take away <HostText text={filterText(filter)} />
        </span>
      </Link>
    </span>
  );
}
