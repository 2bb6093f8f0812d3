import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { EventFeed } from './event-feed.tsx';
import { type ExecutionsSearch, readExecutionsSearch } from './executions-search.ts';
import { Facets } from './facets.tsx';
import { FilterChips } from './filter-chips.tsx';
import { ScoreOverTime } from './score-over-time.tsx';
import { ViewFields } from './view-fields.tsx';

/** Every process that was started: as it happens, and back as far as events are kept. */
export function ExecutionsPage(): ReactNode {
  // The router hands on what the reader left out as well.
  const search = readExecutionsSearch({ ...useSearch({ from: '/executions' }) });
  const navigate = useNavigate();
  const client = useQueryClient();
  const show = (to: ExecutionsSearch): void => {
    void navigate({ to: '/executions', search: to, resetScroll: false });
  };
  const again = (): void => {
    void client.invalidateQueries({ queryKey: ['executions'] });
    scrollTo({ top: 0 });
  };
  return (
    <Page
      title="Executions"
      lead="Every process that was started, what it reached and how it ended, with how unusual that was for its workload."
    >
      <ViewFields search={search} onChange={show} />
      <FilterChips search={search} />
      <Panel title="Score over time">
        <ScoreOverTime search={search} onSelect={show} />
      </Panel>
      <div className="grid gap-5 lg:grid-cols-[17rem_minmax(0,1fr)] lg:items-start">
        <div className="min-w-0 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto">
          <Panel title="Filter" aside="✓ only · − all but">
            <Facets search={search} />
          </Panel>
        </div>
        <EventFeed search={search} onChange={show} onAgain={again} />
      </div>
    </Page>
  );
}
