import type { ReactNode } from 'react';

import { Command } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import { Time } from '../elements/time.tsx';
import { durationText } from './duration-text.ts';
import type { Health } from './health-shapes.ts';

/** Whether hosts are swept by the server's own clock. */
export function SweepsPanel({ sweeps }: { readonly sweeps: Health['sweeps'] }): ReactNode {
  if (sweeps === null) {
    return (
      <Panel title="Sweeps" aside="off">
        <p className="text-soft">
          This server sweeps no host by itself. <Command>vedette up</Command> does, and so does{' '}
          <Command>vedette serve --sweep</Command>.
        </p>
      </Panel>
    );
  }
  const { running, failed, lastEndedMs, lastProblem, everyMs } = sweeps;
  return (
    <Panel title="Sweeps" aside={running ? 'one is running' : `every ${durationText(everyMs)}`}>
      <dl className="grid grid-cols-2 gap-3">
        <Labelled name="Last ended">
          {lastEndedMs === null ? (
            <span className="text-soft">none yet</span>
          ) : (
            <Time ms={lastEndedMs} />
          )}
        </Labelled>
        <Labelled name="Every">{durationText(everyMs)}</Labelled>
        <Labelled name="Since the start">{sweeps.sweeps.toLocaleString('en')}</Labelled>
        <Labelled name="Failed">
          <span className={failed > 0 ? 'font-medium text-medium' : ''}>
            {failed.toLocaleString('en')}
          </span>
        </Labelled>
      </dl>
      {lastProblem !== null && (
        <p className="mt-3 text-critical">
          The last one failed: <HostText prose text={lastProblem} />
        </p>
      )}
    </Panel>
  );
}
