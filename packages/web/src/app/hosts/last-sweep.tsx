import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { Command, Empty } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Time } from '../elements/time.tsx';
import { HostBadgesList } from './host-badges-list.tsx';
import type { HostRow } from './host-filter.ts';
import { HostTags } from './host-tags.tsx';
import { StandingMark } from './standing-mark.tsx';

const MS = 1_000;

/** How the host was at its last sweep, in large. */
export function LastSweep({ row }: { readonly row: HostRow }): ReactNode {
  const { host, standing, badges } = row;
  const { sweep } = host;
  if (sweep === null) {
    return (
      <Empty title="Never swept">
        <p>
          Its sensor reports, and nothing is known of the host itself. Add it to{' '}
          <Command>inventory.toml</Command>, so that it is swept over SSH.
        </p>
      </Empty>
    );
  }
  const { slamDunk, ambiguous, benign } = sweep.findings;
  return (
    <section aria-label="Last sweep" className="rounded-lg border border-line bg-raised p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="text-xl">
          <StandingMark standing={standing} />
        </p>
        <span className="text-soft">
          swept <Time ms={sweep.atMs} />
        </span>
        <HostBadgesList badges={badges} />
        <HostTags tags={sweep.tags} />
      </div>
      {sweep.note !== null && (
        <p className="mt-1 text-soft">
          <HostText prose text={sweep.note} />
        </p>
      )}
      <dl className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Labelled name="Checks that saw everything">
          {sweep.checks} of {sweep.checksAsked}
        </Labelled>
        <Labelled name="Found then">
          {slamDunk + ambiguous === 0
            ? 'nothing'
            : `${counted(slamDunk, 'slam-dunk')}, ${ambiguous} ambiguous`}
          {benign > 0 && <span className="text-soft">, {benign} benign</span>}
        </Labelled>
        <Labelled name="Load">{sweep.load1 === null ? '–' : sweep.load1.toFixed(2)}</Labelled>
        <Labelled name="Took">{(sweep.durationMs / MS).toFixed(1)} s</Labelled>
      </dl>
    </section>
  );
}
