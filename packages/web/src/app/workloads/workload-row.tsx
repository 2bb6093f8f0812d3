import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Workload } from '../api/shapes.ts';
import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Time } from '../elements/time.tsx';
import { alertingText } from './alerting-text.ts';
import { StateTag } from './state-tag.tsx';

const NAME_CHARS = 120;

/** One workload in the list. */
export function WorkloadRow({
  workload,
  openFindings,
}: {
  readonly workload: Workload;
  readonly openFindings: number;
}): ReactNode {
  const { workload: name, executions, shapes, pending, newShapes, lastMs } = workload;
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          to="/workloads/$workload"
          params={{ workload: name }}
          className="min-w-0 font-medium underline-offset-4 hover:underline"
        >
          <HostText text={name.slice(0, NAME_CHARS)} max={NAME_CHARS} />
        </Link>
        <StateTag workload={workload} />
        {openFindings > 0 && (
          <Link to="/" className="rounded bg-critical-soft px-1.5 text-sm text-critical underline">
            ▲ {openFindings} open {openFindings === 1 ? 'finding' : 'findings'}
          </Link>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3 lg:grid-cols-[repeat(5,minmax(0,1fr))_minmax(0,1.6fr)]">
        <Labelled name="Executions">{executions.toLocaleString()}</Labelled>
        <Labelled name="Different commands">{shapes.toLocaleString()}</Labelled>
        <Labelled name="Not trusted yet">{pending.toLocaleString()}</Labelled>
        <Labelled name="New today">{newShapes.toLocaleString()}</Labelled>
        <Labelled name="Last seen">{lastMs === null ? 'never' : <Time ms={lastMs} />}</Labelled>
        <Labelled name="Alerts">{alertingText(workload)}</Labelled>
      </dl>
    </div>
  );
}
