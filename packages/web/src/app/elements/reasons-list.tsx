import type { ReactNode } from 'react';

import type { Reason } from '../api/shapes.ts';
import { HostText } from './host-text.tsx';

/** Why: strongest first, each with what it adds to the score or takes from it. */
export function ReasonsList({ reasons }: { readonly reasons: readonly Reason[] }): ReactNode {
  const largest = Math.max(0.001, ...reasons.map(({ contribution }) => Math.abs(contribution)));
  return (
    <ol className="flex flex-col gap-2">
      {reasons.map(({ code, contribution, text }) => (
        <li key={`${code} ${text}`} className="grid grid-cols-[4.5rem_1fr] items-baseline gap-x-3">
          <span
            className={`text-right tabular-nums ${contribution >= 0 ? 'text-high' : 'text-good'}`}
          >
            {signed(contribution)}
          </span>
          <span className="min-w-0">
            <HostText text={text} prose />
            <span aria-hidden="true" className="mt-1 block h-1 rounded bg-sunken">
              <span
                className={`block h-1 rounded ${contribution >= 0 ? 'bg-high' : 'bg-good'}`}
                style={{ width: `${(100 * Math.abs(contribution)) / largest}%` }}
              />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A contribution with its sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 ? `−${text}` : `+${text}`;
}
