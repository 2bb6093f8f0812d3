import type { ReactNode } from 'react';

import { CliLine } from '../elements/cli-line.tsx';
import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { Labelled } from '../elements/labelled.tsx';
import { Panel } from '../elements/panel.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import type { HostWhole } from './host-shapes.ts';

/** What is normal on a host, as sweeps learned it. */
export function BaselinePanel({ host }: { readonly host: HostWhole }): ReactNode {
  const { baseline, sweep } = host;
  const state = sweep?.baseline.state ?? 'unknown';
  return (
    <Panel
      title="Baseline"
      aside={<Tag tone={state === 'watching' ? 'good' : 'warning'}>{STATE_WORDS[state]}</Tag>}
    >
      {baseline === null ? (
        <p className="text-soft">
          Nothing is known yet of what is normal here. The first sweep that sees the host learns it,
          and tells of changes from then on.
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <dl className="grid grid-cols-2 gap-3">
            <Labelled name="Known">{counted(baseline.items, 'item')}</Labelled>
            <Labelled name="Approved by somebody">
              {baseline.approved.toLocaleString('en')}
            </Labelled>
            <Labelled name="Oldest">
              {baseline.oldestMs === null ? '–' : <Time ms={baseline.oldestMs} />}
            </Labelled>
            <Labelled name="Newest">
              {baseline.newestMs === null ? '–' : <Time ms={baseline.newestMs} />}
            </Labelled>
          </dl>
          {baseline.bySection.length > 0 && (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-6">
              {baseline.bySection
                .toSorted((a, b) => b.items - a.items)
                .map(({ section, items }) => (
                  <li
                    key={section}
                    className="flex justify-between gap-2 border-b border-line py-0.5"
                  >
                    <HostText text={section} max={64} />
                    <span className="tabular-nums">{items.toLocaleString('en')}</span>
                  </li>
                ))}
            </ul>
          )}
          <CliLine argv={['vedette', 'baseline', 'show', host.host]} />
        </div>
      )}
    </Panel>
  );
}

const STATE_WORDS = {
  learning: 'learning what is normal',
  watching: 'watching for changes',
  unknown: 'not known',
} as const;
