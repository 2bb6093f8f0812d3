import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { HostsList } from './hosts-list.tsx';
import { hostsQuery } from './hosts-query.ts';
import { SweepNowButton } from './sweep-now-button.tsx';

const PLACE_LINES = 12;

/** What is watched, how it was last seen, and what could not be. */
export function HostsPage(): ReactNode {
  const hosts = useQuery(hostsQuery);
  return (
    <Page
      title="Hosts"
      lead="How each host was at its last sweep, and what that rests on. Clean is said only of what was wholly seen."
      actions={<SweepNowButton />}
    >
      <Loaded query={hosts} lines={PLACE_LINES}>
        {(data) => <HostsList hosts={data.hosts} />}
      </Loaded>
    </Page>
  );
}
