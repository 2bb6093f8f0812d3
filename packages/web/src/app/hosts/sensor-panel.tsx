import type { ReactNode } from 'react';

import { CliLine } from '../elements/cli-line.tsx';
import { counted } from '../elements/counted.ts';
import { Command } from '../elements/empty.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import { Time } from '../elements/time.tsx';
import { LossesList } from '../health/losses-list.tsx';
import type { HostWhole } from './host-shapes.ts';
import { HourlyBars } from './hourly-bars.tsx';
import { sensorLosses } from './sensor-losses.ts';
import { SOURCE_WORDS } from './source-words.ts';

/** What the sensor of a host saw of its executions, and what it did not. */
export function SensorPanel({ host }: { readonly host: HostWhole }): ReactNode {
  const { sensor, coverageReport, perHour } = host;
  if (sensor.lastMs === null) {
    return (
      <Panel title="Sensor" aside="none">
        <p className="mb-3 text-soft">
          What runs here between two sweeps is not seen. <Command>vedette sensor doctor</Command> on
          the host says which capture works there; then:
        </p>
        <CliLine argv={['vedette', 'sensor', 'run', '--endpoint', location.origin]} />
      </Panel>
    );
  }
  const received = coverageReport?.received ?? sensor.received;
  return (
    <Panel
      title="Sensor"
      aside={
        <>
          last heard of <Time ms={sensor.lastMs} />
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          {sensor.source === null
            ? 'How it sees executions, it does not say.'
            : `${SOURCE_WORDS[sensor.source]}.`}{' '}
          {counted(received, 'event')} received.
        </p>
        <HourlyBars perHour={perHour} wide />
        {coverageReport !== null && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <div>
                <h3 className="mb-1 text-sm font-medium">Missed, by reason</h3>
                <LossesList losses={reasonsOf(coverageReport.missed)} unit="event" />
              </div>
              <div>
                <h3 className="mb-1 text-sm font-medium">Dropped, by reason</h3>
                <LossesList losses={reasonsOf(coverageReport.dropped)} unit="event" />
              </div>
            </div>
            <dl className="grid grid-cols-2 gap-3">
              {sensorLosses(coverageReport).map(({ name, told }) => (
                <Labelled key={name} name={name}>
                  <span className="text-medium">{told}</span>
                </Labelled>
              ))}
            </dl>
          </>
        )}
      </div>
    </Panel>
  );
}

function reasonsOf(losses: Readonly<Record<string, number>>) {
  return Object.entries(losses).map(([reason, number]) => ({ reason, number }));
}
