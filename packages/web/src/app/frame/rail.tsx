import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { openFindingsQuery } from '../now/findings-query.ts';

const PLACES = [
  ['/', 'Now'],
  ['/hosts', 'Hosts'],
  ['/executions', 'Executions'],
  ['/workloads', 'Workloads'],
  ['/sign-ins', 'Sign-ins'],
  ['/health', 'Health'],
] as const;

/** The pages, and how many findings wait. */
export function Rail(): ReactNode {
  const { data } = useQuery(openFindingsQuery);
  return (
    <nav aria-label="Pages">
      <ul className="flex flex-wrap gap-1 lg:flex-col lg:flex-nowrap">
        {PLACES.map(([to, name]) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/' }}
              className="flex items-center justify-between gap-2 rounded-md px-2.5 py-1.5 font-medium text-soft lg:px-3 hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              {name}
              {to === '/' && data !== undefined && data.total > 0 && (
                <span className="rounded-full bg-critical-soft px-1.5 text-sm text-critical tabular-nums">
                  {data.total}
                  <span className="sr-only"> open findings</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
