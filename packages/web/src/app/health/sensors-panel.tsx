import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import type { Health } from './health-shapes.ts';
import { LossesList } from './losses-list.tsx';

/** What sensors saw, and what they did not, by reason. */
export function SensorsPanel({ sensors }: { readonly sensors: Health['sensors'] }): ReactNode {
  const { hosts, received, missed, dropped } = sensors;
  const byReason = (losses: Health['sensors']['missed']) =>
    losses.map(({ reason, events }) => ({ reason, number: events }));
  const others = [
    ['Given up because the spool was full', sensors.evicted],
    ['Refused by the server', sensors.refused],
    ['Arrived cut short', sensors.truncated],
    ['Looks at /proc with gaps between them', sensors.pollingGaps],
    ['Sensors that ended without a word', sensors.uncleanStops],
  ] as const;
  return (
    <Panel title="Sensors" aside={`${counted(received, 'event')} from ${counted(hosts, 'host')}`}>
      <div className="grid gap-4 sm:grid-cols-2">
        <div>
          <h3 className="mb-1 text-sm font-medium">Missed by the kernel’s side</h3>
          <LossesList losses={byReason(missed)} unit="event" />
        </div>
        <div>
          <h3 className="mb-1 text-sm font-medium">Dropped by the sensor</h3>
          <LossesList losses={byReason(dropped)} unit="event" />
        </div>
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-3">
        {others.map(([name, number]) => (
          <Labelled key={name} name={name}>
            <span className={number > 0 ? 'font-medium text-medium' : ''}>
              {number.toLocaleString('en')}
            </span>
          </Labelled>
        ))}
      </dl>
    </Panel>
  );
}
