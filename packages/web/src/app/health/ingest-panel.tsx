import type { ReactNode } from 'react';

import { Bars } from '../elements/bars.tsx';
import { counted } from '../elements/counted.ts';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import type { Health } from './health-shapes.ts';
import { LossesList } from './losses-list.tsx';

/** What arrives from sensors: how much, and what was not taken. */
export function IngestPanel({ ingest }: { readonly ingest: Health['ingest'] }): ReactNode {
  const { batches, events, rejectedRecords, repeatedBatches, postponed, eventsPerMinute } = ingest;
  const hour = eventsPerMinute.reduce((sum, one) => sum + one, 0);
  const most = counted(Math.max(0, ...eventsPerMinute), 'event');
  const label = `${counted(hour, 'event')} in the last hour, at most ${most} in a minute`;
  return (
    <Panel title="What arrives" aside={label}>
      <Bars values={eventsPerMinute} label={label} wide />
      <p aria-hidden="true" className="flex justify-between text-sm text-soft">
        <span>an hour ago</span>
        <span>now</span>
      </p>
      <dl className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Labelled name="Events, in all">{events.toLocaleString('en')}</Labelled>
        <Labelled name="Batches">{batches.toLocaleString('en')}</Labelled>
        <Labelled name="Sent twice, taken once">{repeatedBatches.toLocaleString('en')}</Labelled>
        <Labelled name="Records refused">
          <span className={rejectedRecords > 0 ? 'font-medium text-medium' : ''}>
            {rejectedRecords.toLocaleString('en')}
          </span>
        </Labelled>
      </dl>
      {postponed.length > 0 && (
        <div className="mt-3">
          <h3 className="text-sm font-medium">Sent back for later</h3>
          <LossesList
            losses={postponed.map(({ reason, batches }) => ({ reason, number: batches }))}
            unit="batch"
          />
        </div>
      )}
    </Panel>
  );
}
