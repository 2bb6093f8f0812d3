import type { ReactNode } from 'react';

import { Empty } from '../elements/empty.tsx';
import { HostText } from '../elements/host-text.tsx';
import { LongList } from '../elements/long-list.tsx';
import { Time } from '../elements/time.tsx';
import { changeText } from './change-text.ts';
import type { BaselineChange } from './workloads-query.ts';

const ROW_PX = 49;
/** How the program itself is named where a bound did something. */
const BOUND = 'bound';

/** What was done to the baseline, newest first. */
export function ChangesView({
  changes,
}: {
  readonly changes: readonly BaselineChange[];
}): ReactNode {
  if (changes.length === 0) {
    return (
      <Empty title="Nothing was changed by hand">
        What people approve, forget and roll back is written here, and what the program itself gives
        up: days that are too old, or commands beyond the most that are kept.
      </Empty>
    );
  }
  const newestFirst = changes
    .map((change, at) => ({ change, key: String(at) }))
    .toReversed()
    .toSorted((a, b) => b.change.timeMs - a.change.timeMs);
  return (
    <div className="rounded-lg border border-line bg-raised">
      <LongList
        label="Changes, newest first"
        items={newestFirst}
        keyOf={({ key }) => key}
        rowHeightPx={ROW_PX}
      >
        {({ change }) => (
          <div className="flex flex-wrap justify-between gap-x-4 px-4 py-3">
            <span>{changeText(change)}</span>
            <span className="text-sm text-soft">
              {change.by === BOUND ? (
                'by itself'
              ) : (
                <>
                  by <HostText text={change.by} max={80} />
                </>
              )}{' '}
              · <Time ms={change.timeMs} />
            </span>
          </div>
        )}
      </LongList>
    </div>
  );
}
