import type { ReactNode } from 'react';

import { Button } from '../elements/button.tsx';

/** Whether the list goes on, how fast things happen, and what waits to be shown. */
export function LiveBar({
  state,
  rate,
  waiting,
  onPause,
  onShow,
}: {
  readonly state: 'live' | 'paused' | 'reading' | 'still';
  readonly rate: number | undefined;
  readonly waiting: number;
  readonly onPause: (paused: boolean) => void;
  readonly onShow: () => void;
}): ReactNode {
  return (
    <div className="flex min-h-17 flex-wrap items-center gap-x-3 gap-y-1 text-sm sm:min-h-8">
      {state !== 'still' && (
        <Button
          onClick={() => onPause(state !== 'paused')}
          kind={state === 'paused' ? 'primary' : 'plain'}
        >
          {state === 'paused' ? 'Resume' : 'Pause'}
        </Button>
      )}
      <span className="text-soft">
        {SAYS[state]}
        {rate !== undefined && (
          <>
            {' · '}
            <span className="text-ink tabular-nums" title="Over the last minute">
              {rateText(rate)}
            </span>
          </>
        )}
      </span>
      {waiting > 0 && (
        <Button kind="quiet" onClick={onShow}>
          {waiting.toLocaleString()} more since: show
        </Button>
      )}
    </div>
  );
}

const SAYS = {
  live: '● Live',
  paused: 'Paused',
  reading: 'Held while you read',
  still: 'Not live: it has an end, or another order',
} as const;

function rateText(rate: number): string {
  return `${rate >= 10 ? Math.round(rate).toLocaleString() : rate.toFixed(1)} events/s`;
}
