import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Tag } from '../elements/tag.tsx';
import { networkDataQuery } from './sign-ins-query.ts';

/** Whose data tell networks and countries, as their licences ask, and which of them do not serve. */
export function DataCredits(): ReactNode {
  const { data } = useQuery(networkDataQuery);
  if (data === undefined) return null;
  const used = data.networkData.filter(({ state }) => state === 'ready');
  const unused = data.networkData.filter(({ state }) => state !== 'ready' && state !== 'reading');
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-3 text-sm text-soft">
      {used.length > 0 && (
        <span>
          Networks and countries: {used.map(({ attribution }) => attribution).join(' · ')} ·{' '}
          <a
            href="https://db-ip.com"
            target="_blank"
            rel="noreferrer noopener"
            className="inline-block py-1 underline"
          >
            IP Geolocation by DB-IP
          </a>
        </span>
      )}
      {unused.map(({ tells, state, problem }) => (
        <span key={tells}>
          <Tag tone="warning">
            ■ {tells}: {state}
          </Tag>{' '}
          {problem ?? 'missing evidence, which speaks against nobody'}
        </span>
      ))}
    </footer>
  );
}
