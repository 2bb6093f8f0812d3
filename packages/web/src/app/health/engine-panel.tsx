import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { Panel } from '../elements/panel.tsx';
import { durationText } from './duration-text.ts';
import type { Health } from './health-shapes.ts';

const MS = 1_000;

/** Whether what arrives is judged in time, and each part that the server needs. */
export function EnginePanel({ health }: { readonly health: Health }): ReactNode {
  const { engine, ready } = health;
  return (
    <Panel
      title="The server"
      aside={ready.ready ? 'ready' : 'not ready: it takes nothing at the moment'}
    >
      <p>
        {engine.lagEntries === 0
          ? 'What arrived is judged; nothing waits.'
          : `${counted(engine.lagEntries, 'entry', 'entries')} of the journal wait to be judged, the oldest for ${durationText(engine.lagSeconds * MS)}.`}
      </p>
      <ul className="mt-3 flex flex-col gap-1">
        {Object.entries(ready.checks).map(([check, said]) => (
          <li key={check} className="flex flex-wrap gap-x-2">
            <span className={said === 'ok' ? 'text-good' : 'font-medium text-critical'}>
              <span aria-hidden="true">{said === 'ok' ? '✓' : '✗'} </span>
              <HostText prose text={check} max={64} />
            </span>
            <span className="text-soft">
              {said === 'ok' ? 'works' : <HostText prose text={said} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
