import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import { ask } from '../api/ask.ts';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { eventFilter } from './event-filter.ts';
import type { ExecutionsSearch } from './executions-search.ts';
import {
  type FacetField,
  FIELD_NAMES,
  filterFor,
  filterOut,
  isFilteredFor,
  withoutField,
  withoutValue,
} from './facet-fields.ts';

const VALUES_MAX = 8;
/** Counts are a help to choose; they need not be of this second. */
const COUNTED_MS = 15_000;
const VALUE_CHARS_MAX = 120;
/** Open at first on a desk; the others are one click away and cost no question before. */
const OPEN: ReadonlySet<FacetField> = new Set(['workload', 'exe', 'parent']);
const desk = matchMedia('(min-width: 64rem)');

/** The most frequent values of one field. */
export function FacetPart({
  field,
  search,
}: {
  readonly field: FacetField;
  readonly search: ExecutionsSearch;
}): ReactNode {
  const [open, setOpen] = useState(desk.matches && OPEN.has(field));
  const { live: _, order: _order, ...counted } = withoutField(search, field);
  const query = useQuery({
    queryKey: ['executions', 'facet', field, counted],
    enabled: open,
    placeholderData: keepPreviousData,
    refetchInterval: COUNTED_MS,
    staleTime: COUNTED_MS,
    queryFn: ({ signal }) =>
      ask('GET /v1/events/facets/{field}', {
        path: { field },
        query: { ...eventFilter(counted, Date.now()), limit: VALUES_MAX },
        signal,
      }),
  });
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="py-2"
    >
      <summary className="min-h-7 text-sm font-medium">{FIELD_NAMES[field]}</summary>
      {open && (
        <Loaded query={query} lines={VALUES_MAX}>
          {({ values }) => (
            <ul className="mt-1 flex flex-col gap-0.5">
              {values.map(({ value, events }) => (
                <Value key={value} {...{ field, value, events, search }} />
              ))}
              {values.length === 0 && <li className="text-sm text-soft">nothing in this span</li>}
            </ul>
          )}
        </Loaded>
      )}
    </details>
  );
}

function Value({
  field,
  value,
  events,
  search,
}: {
  readonly field: FacetField;
  readonly value: string;
  readonly events: number;
  readonly search: ExecutionsSearch;
}): ReactNode {
  const chosen = isFilteredFor(search, field, value);
  return (
    <li className="flex items-center gap-1 text-sm">
      {value === '' ? (
        <span className="flex-1 text-soft">not known</span>
      ) : (
        <Link
          to="/executions"
          search={chosen ? withoutValue(search, field, value) : filterFor(search, field, value)}
          aria-current={chosen ? 'true' : undefined}
          title={chosen ? 'Take this filter away' : 'Show only this'}
          className="flex min-h-7 min-w-0 flex-1 items-center rounded px-1.5 hover:bg-sunken aria-[current=true]:bg-accent-soft aria-[current=true]:font-semibold"
        >
          <span className="sr-only">{chosen ? 'Filter taken away: ' : 'Filter for: '}</span>
          {chosen && (
            <span aria-hidden="true" className="mr-1">
              ✓
            </span>
          )}
          <span className="min-w-0">
            <HostText text={value.slice(0, VALUE_CHARS_MAX)} />
          </span>
        </Link>
      )}
      <span className="text-soft tabular-nums">{events.toLocaleString()}</span>
      <Link
        to="/executions"
        search={filterOut(search, field, value)}
        title="Show all but this"
        className="inline-flex size-7 items-center justify-center rounded text-soft hover:bg-critical-soft hover:text-critical"
      >
        <span aria-hidden="true">−</span>
        <span className="sr-only">
          Filter out: <HostText text={value.slice(0, VALUE_CHARS_MAX)} />
        </span>
      </Link>
    </li>
  );
}
