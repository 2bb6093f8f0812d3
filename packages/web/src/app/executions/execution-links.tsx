import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import type { ExecutionsSearch } from './executions-search.ts';

const AROUND_MS = 7 * 24 * 3_600_000;
const LINK =
  'inline-flex min-h-8 items-center rounded-md border border-strong-line bg-raised px-2.5 text-sm font-medium hover:bg-sunken';

/** Where to go on from one execution. */
export function ExecutionLinks({ stored }: { readonly stored: StoredEvent }): ReactNode {
  const { event, finding, shape } = stored;
  const around = {
    from: Math.max(0, Math.floor(event.t - AROUND_MS)),
    to: Math.ceil(event.t + AROUND_MS),
  };
  const places: readonly (readonly [string, ExecutionsSearch | undefined])[] = [
    ['This process', event.id === undefined ? undefined : { process: event.id, ...around }],
    [
      'Its parent',
      event.parentId === undefined ? undefined : { process: event.parentId, ...around },
    ],
    ['Its children', event.id === undefined ? undefined : { parentProcess: event.id, ...around }],
    [
      'Everything of its shape',
      shape === null ? undefined : { workload: event.workload, shape, span: '7d' },
    ],
  ];
  return (
    <nav aria-label="From here" className="flex flex-wrap gap-2">
      {finding !== null && (
        <Link
          to="/findings/$id"
          params={{ id: finding }}
          className="inline-flex min-h-8 items-center rounded-md border border-accent bg-accent px-2.5 text-sm font-medium text-on-accent"
        >
          Its finding
        </Link>
      )}
      {places.map(
        ([name, search]) =>
          search !== undefined && (
            <Link key={name} to="/executions" search={search} className={LINK}>
              {name}
            </Link>
          ),
      )}
    </nav>
  );
}
