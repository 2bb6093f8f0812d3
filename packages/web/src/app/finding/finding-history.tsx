import type { ReactNode } from 'react';

import type { Finding } from '../api/shapes.ts';
import { HostText } from '../elements/host-text.tsx';
import { Time } from '../elements/time.tsx';
import { lifeText } from '../now/life-text.ts';

/** What was decided about it, by whom and when. */
export function FindingHistory({ finding }: { readonly finding: Finding }): ReactNode {
  const { life } = finding;
  const isExpected = life.state === 'expected';
  return (
    <div className="flex flex-col gap-2">
      <p>
        <HostText text={lifeText(life)} prose />
        {isExpected && (
          <span className="text-soft">
            {' '}
            · answered for by <HostText text={life.owner} max={80} /> ·{' '}
            {life.untilMs === null ? (
              'until somebody withdraws it'
            ) : (
              <>
                ends <Time ms={life.untilMs} />
              </>
            )}
          </span>
        )}
      </p>
      {finding.history.length > 1 && (
        <ol className="text-sm text-soft">
          {finding.history.toReversed().map((past) => (
            <li key={`${past.state} ${past.atMs ?? 0}`}>
              {past.atMs !== undefined && <Time ms={past.atMs} />}{' '}
              <HostText text={lifeText(past)} prose max={160} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
