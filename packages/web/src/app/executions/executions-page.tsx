import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Page } from '../elements/page.tsx';
import { Panel } from '../elements/panel.tsx';
import { EventFeed } from './event-feed.tsx';
import type { ExecutionsSearch } from './executions-search.ts';
import { Facets } from './facets.tsx';
import { FilterChips } from './filter-chips.tsx';
import { ScoreOverTime } from './score-over-time.tsx';
import { ViewFields } from './view-fields.tsx';

/** Every process that was started: as it happens, and back as far as events are kept. */
export function ExecutionsPage(): ReactNode {
  const search = useSearch({ from: '/executions' });
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
      lead="Every process that was started, with how unusual it was for its workload."
    >
      <ViewFields search={search} onChange={show} />
      <FilterChips search={search} />
      <Panel title="Score over time">
        <ScoreOverTime search={search} onSelect={show} />
      </Panel>
      <div className="grid gap-5 lg:grid-cols-[15rem_minmax(0,1fr)] lg:items-start">
        <FacetsAside search={search} />
        <EventFeed search={search} onChange={show} onAgain={again} />
      </div>
    </Page>
  );
}

function FacetsAside({ search }: { readonly search: ExecutionsSearch }): ReactNode {
  return (
    <Panel title="Filter" aside="✓ only · − all but">
      <Facets search={search} />
    </Panel>
  );
}
