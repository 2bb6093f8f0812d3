import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Command, Empty } from '../elements/empty.tsx';
import type { ExecutionsSearch } from './executions-search.ts';
import { filterChipsOf } from './filter-chips-of.ts';

/** Why a list is empty, and what to do about it. */
export function NothingRan({ search }: { readonly search: ExecutionsSearch }): ReactNode {
  const filtered = filterChipsOf(search).length > 0 || search.min !== undefined;
  return (
    <div className="p-4">
      {filtered ? (
        <Empty title="Nothing fits these filters in this span">
          <p>
            Take a filter away, or{' '}
            <Link
              to="/executions"
              search={{ ...search, span: '7d' }}
              className="text-accent underline"
            >
              look at the last 7 days
            </Link>
            .
          </p>
        </Empty>
      ) : (
        <Empty title="Nothing was started in this span">
          <p>
            Executions come from a sensor on each host. Is one running?{' '}
            <Command>vedette sensor doctor</Command> says which capture works there and why not.
          </p>
        </Empty>
      )}
    </div>
  );
}
