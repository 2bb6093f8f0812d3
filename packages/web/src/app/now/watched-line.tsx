import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { healthQuery } from '../health/health-query.ts';
import { hostsQuery } from '../hosts/hosts-query.ts';
import { workloadsQuery } from '../workloads/workloads-query.ts';
import { Time } from '../elements/time.tsx';

/** What "nothing" rests on: what is watched, what is not known yet, and what cannot be seen. */
export function WatchedLine(): ReactNode {
  const { data: hosts } = useQuery(hostsQuery);
  const { data: workloads } = useQuery(workloadsQuery);
  const { data: health } = useQuery(healthQuery);
  const learning = workloads?.workloads.filter(({ state }) => state === 'learning').length ?? 0;
  const swept = hosts?.hosts.flatMap(({ sweep }) => (sweep === null ? [] : [sweep.atMs])) ?? [];
  return (
    <p className="min-h-6 text-soft">
      {hosts !== undefined && workloads !== undefined && (
        <>
          Watching{' '}
          <Link to="/hosts" className="underline">
            {count(hosts.hosts.length, 'host')}
          </Link>
          {' and '}
          <Link to="/workloads" className="underline">
            {count(workloads.workloads.length, 'workload')}
          </Link>
          {learning > 0 && `, ${learning} still learning what is normal`}
          {'. '}
          {swept.length > 0 && (
            <>
              Last sweep <Time ms={Math.max(...swept)} />.{' '}
            </>
          )}
        </>
      )}
      {health !== undefined && health.blindSpots.length > 0 && (
        <Link to="/health" className="font-medium text-medium underline">
          {count(health.blindSpots.length, 'blind spot')}
        </Link>
      )}
    </p>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
