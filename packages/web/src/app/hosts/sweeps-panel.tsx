import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { Panel } from '../elements/panel.tsx';
import { Tag, type Tone } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import type { HostWhole } from './host-shapes.ts';

type PastSweep = HostWhole['sweeps'][number];
const TONES: Readonly<Record<PastSweep['status'], Tone>> = {
  ...{ clean: 'good', findings: 'bad', incomplete: 'warning', unreachable: 'bad' },
};

const SHOWN_AT_FIRST = 10;

/** The sweeps of a host, newest first. */
export function SweepsPanel({ sweeps }: { readonly sweeps: readonly PastSweep[] }): ReactNode {
  const sorted = sweeps.toSorted((a, b) => b.atMs - a.atMs);
  const older = sorted.slice(SHOWN_AT_FIRST);
  return (
    <Panel title="Past sweeps" aside={counted(sweeps.length, 'sweep')}>
      {sweeps.length === 0 ? (
        <p className="text-soft">None yet.</p>
      ) : (
        <PastSweepsList sweeps={sorted.slice(0, SHOWN_AT_FIRST)} />
      )}
      {older.length > 0 && (
        <details>
          <summary className="pt-2 text-soft">{counted(older.length, 'older sweep')}</summary>
          <PastSweepsList sweeps={older} />
        </details>
      )}
    </Panel>
  );
}

function PastSweepsList({ sweeps }: { readonly sweeps: readonly PastSweep[] }): ReactNode {
  return (
    <ol className="divide-y divide-line">
      {sweeps.map((sweep) => (
        <li key={sweep.atMs} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
          <Time ms={sweep.atMs} />
          <Tag tone={TONES[sweep.status]}>{statusWords(sweep)}</Tag>
          <span className="text-sm text-soft">{detailWords(sweep)}</span>
        </li>
      ))}
    </ol>
  );
}

/** A sweep that did not see everything is never called clean. */
function statusWords({ status, incomplete }: PastSweep): string {
  return status === 'clean' && incomplete > 0 ? 'incomplete' : status;
}

function detailWords({ findings, incomplete }: PastSweep): string {
  return [
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
    ...(incomplete > 0 ? [`${counted(incomplete, 'check')} blind`] : []),
  ].join(', ');
}
