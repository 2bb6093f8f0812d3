import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { lossWords } from './loss-words.ts';

const UNITS = { event: 'events', batch: 'batches' } as const;

/** What was lost, by reason, most first; the reason's own name stands beside its words. */
export function LossesList({
  losses,
  unit,
}: {
  readonly losses: readonly { readonly reason: string; readonly number: number }[];
  readonly unit: keyof typeof UNITS;
}): ReactNode {
  const told = losses.filter(({ number }) => number > 0).toSorted((a, b) => b.number - a.number);
  if (told.length === 0) return <p className="text-soft">nothing</p>;
  return (
    <ul className="flex flex-col gap-1">
      {told.map(({ reason, number }) => (
        <li key={reason} className="flex flex-wrap gap-x-2">
          <span className="font-medium text-medium">{counted(number, unit, UNITS[unit])}</span>
          <span className="min-w-0">
            {lossWords(reason) ?? ''}{' '}
            <span className="text-soft">
              <HostText text={reason} max={64} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
