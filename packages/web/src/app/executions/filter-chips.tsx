import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import type { ExecutionsSearch } from './executions-search.ts';
import { filterChipsOf } from './filter-chips-of.ts';

const CHIP_CHARS_MAX = 80;

/** Which filters are on, each with a way to take it away. */
export function FilterChips({ search }: { readonly search: ExecutionsSearch }): ReactNode {
  const chips = filterChipsOf(search);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap gap-2">
      {chips.map(({ name, value, not, without }) => (
        <li key={`${name} ${not} ${value}`} className="min-w-0">
          <Link
            to="/executions"
            search={without}
            title="Take this filter away"
            className={`inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border px-2.5 text-sm hover:bg-sunken ${not ? 'border-dashed border-critical' : 'border-strong-line'}`}
          >
            <span className="sr-only">Take away: </span>
            <span className={not ? 'text-critical' : 'text-soft'}>
              {name} {not ? 'is not' : 'is'}
            </span>
            <span className="min-w-0 truncate">
              <HostText text={value.slice(0, CHIP_CHARS_MAX)} />
            </span>
            <span aria-hidden="true">✕</span>
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link
            to="/executions"
            search={{}}
            className="inline-flex min-h-7 items-center text-sm text-accent underline"
          >
            Take all away
          </Link>
        </li>
      )}
    </ul>
  );
}
