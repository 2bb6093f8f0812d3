import type { ReactNode } from 'react';

import { bytesText } from '../elements/bytes-text.ts';
import { counted } from '../elements/counted.ts';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import type { Health } from './health-shapes.ts';

/** What is kept, and how large it is. */
export function StoresPanel({ stores }: { readonly stores: Health['stores'] }): ReactNode {
  const { journalBytes, events, baselines, evidenceBytes } = stores;
  return (
    <Panel title="What is kept">
      <dl className="grid grid-cols-2 gap-3">
        <Labelled name="Events">
          {events === null ? (
            <span className="text-medium">the store does not answer</span>
          ) : (
            `${counted(events.rows, 'event')}, ${bytesText(events.bytes)}`
          )}
        </Labelled>
        <Labelled name="Journal">{bytesText(journalBytes)}</Labelled>
        <Labelled name="Baselines">
          {counted(baselines.shapes, 'shape')} of {counted(baselines.workloads, 'workload')}
        </Labelled>
        <Labelled name="Evidence">
          {evidenceBytes === null ? (
            <span className="text-soft">none is kept here</span>
          ) : (
            bytesText(evidenceBytes)
          )}
        </Labelled>
      </dl>
    </Panel>
  );
}
