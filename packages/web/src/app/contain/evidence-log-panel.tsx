import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { Panel } from '../elements/panel.tsx';
import { Time } from '../elements/time.tsx';
import type { Evidence } from './containment-shapes.ts';

/** What the signed log says was done, in its order. */
export function EvidenceLogPanel({ events }: { readonly events: Evidence['events'] }): ReactNode {
  return (
    <Panel title="What was done" aside="from the signed log of actions">
      {events.length === 0 ? (
        <p className="text-critical">
          The log has nothing of it, although nothing is done that is not logged first: somebody
          took it away. Keep the folder as it is and find out who.
        </p>
      ) : (
        <ol className="flex flex-col gap-2 border-l-2 border-line pl-4">
          {events.map(({ at, text }) => (
            <li key={`${at} ${text}`} className="grid gap-x-4 sm:grid-cols-[10rem_1fr]">
              <span className="text-soft">
                <Time ms={Date.parse(at)} />
              </span>
              <HostText prose text={text} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
