import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { FactsList } from '../elements/facts-list.tsx';
import { HostText } from '../elements/host-text.tsx';
import { LongList } from '../elements/long-list.tsx';
import type { Benign } from './host-shapes.ts';

const ROW_PX = 90;

/** Odd things that a proof explains; nobody is ever alerted to them. */
export function BenignPanel({ benign }: { readonly benign: readonly Benign[] }): ReactNode {
  if (benign.length === 0) return null;
  const rows = benign.map((thing, at) => ({ ...thing, at }));
  return (
    <details className="rounded-lg border border-line bg-raised">
      <summary className="px-4 py-2.5 font-semibold">
        Recorded, never surfaced: {counted(benign.length, 'benign thing')}
      </summary>
      <div className="border-t border-line p-4">
        <p className="mb-2 max-w-3xl text-soft">
          These look odd, and a proof explains each: the file of a package that was upgraded, a
          kernel thread, something you approved. They are recorded so that you can see what was
          judged harmless, and they never become an alert.
        </p>
        <LongList
          label="Benign things"
          items={rows}
          keyOf={({ at }) => String(at)}
          rowHeightPx={ROW_PX}
        >
          {({ summary, facts }) => (
            <div className="py-2.5">
              <p className="font-medium">
                <HostText prose text={summary} />
              </p>
              <div className="mt-1 text-sm">
                <FactsList facts={facts} />
              </div>
            </div>
          )}
        </LongList>
      </div>
    </details>
  );
}
