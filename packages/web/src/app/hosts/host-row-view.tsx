import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Time } from '../elements/time.tsx';
import { HostBadgesList } from './host-badges-list.tsx';
import type { HostRow } from './host-filter.ts';
import { HostTags } from './host-tags.tsx';
import { HourlyBars } from './hourly-bars.tsx';
import { SensorCell } from './sensor-cell.tsx';
import { StandingMark } from './standing-mark.tsx';

/** One host of the list: how it was last seen, and what that rests on. */
export function HostRowView({ row }: { readonly row: HostRow }): ReactNode {
  const { host, standing, badges } = row;
  const { sweep } = host;
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          to="/hosts/$host"
          params={{ host: host.host }}
          className="font-semibold text-accent underline-offset-2 hover:underline"
        >
          <HostText text={host.host} max={80} />
        </Link>
        <span>
          <StandingMark standing={standing} />
          {sweep !== null && (
            <span className="text-soft">
              {' · '}
              <Time ms={sweep.atMs} />
            </span>
          )}
        </span>
        <HostBadgesList badges={badges} />
        <HostTags tags={sweep?.tags ?? []} />
      </div>
      {sweep !== null && sweep.problem !== null && (
        <p className="text-sm">
          <HostText prose text={`${sweep.problem.reason}. ${sweep.problem.next}`} />
        </p>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-[7rem_8rem_1.2fr_1fr_14rem]">
        <Labelled name="Open findings">
          {host.openFindings === 0 ? (
            <span className="text-soft">none</span>
          ) : (
            <span className="font-medium text-critical">{host.openFindings}</span>
          )}
        </Labelled>
        <Labelled name="Coverage">
          {sweep === null ? (
            <span className="text-soft">–</span>
          ) : (
            `${sweep.checks} of ${counted(sweep.checksAsked, 'check')}`
          )}
        </Labelled>
        <Labelled name="Sensor">
          <SensorCell sensor={host.sensor} />
        </Labelled>
        <Labelled name="Baseline">
          {sweep === null || sweep.baseline.state === 'unknown' ? (
            <span className="text-soft">not known</span>
          ) : (
            `${sweep.baseline.state}, ${counted(sweep.baseline.items, 'item')}`
          )}
        </Labelled>
        <Labelled name="Executions per hour">
          <HourlyBars perHour={host.perHour} />
        </Labelled>
      </dl>
    </div>
  );
}
