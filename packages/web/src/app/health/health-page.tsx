import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Loaded } from '../elements/loaded.tsx';
import { Page } from '../elements/page.tsx';
import { BlindSpotsPanel } from './blind-spots-panel.tsx';
import { EnginePanel } from './engine-panel.tsx';
import { HealthHero } from './health-hero.tsx';
import { healthQuery } from './health-query.ts';
import { IngestPanel } from './ingest-panel.tsx';
import { SensorsPanel } from './sensors-panel.tsx';
import { StoresPanel } from './stores-panel.tsx';
import { SweepsPanel } from './sweeps-panel.tsx';

const PLACE_LINES = 20;

/** Whether Vedette itself works, and what it cannot see. */
export function HealthPage(): ReactNode {
  const health = useQuery(healthQuery);
  return (
    <Page title="Health" lead="Whether Vedette itself works, and what it cannot see.">
      <Loaded query={health} lines={PLACE_LINES}>
        {(data) => (
          <>
            <HealthHero health={data} />
            <BlindSpotsPanel spots={data.blindSpots} />
            <IngestPanel ingest={data.ingest} />
            <div className="grid gap-5 lg:grid-cols-2">
              <SensorsPanel sensors={data.sensors} />
              <EnginePanel health={data} />
              <SweepsPanel sweeps={data.sweeps} />
              <StoresPanel stores={data.stores} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
