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
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {state !== 'still' && (
        <Button
          aria-pressed={state === 'paused'}
          onClick={() => onPause(state !== 'paused')}
          kind={state === 'paused' ? 'primary' : 'plain'}
        >
          {state === 'paused' ? '▶ Resume' : '⏸ Pause'}
        </Button>
      )}
      <span className="text-soft">
        {SAYS[state]}
        {rate !== undefined && (
          <>
            {' · '}
            <span className="text-ink tabular-nums">{rateText(rate)}</span> over a minute
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
  live: '● Live, every 2 seconds',
  paused: 'Paused',
  reading: 'Held while you read further down',
  still: 'Not live: this span has an end or is sorted by score',
} as const;

function rateText(rate: number): string {
  return `${rate >= 10 ? Math.round(rate).toLocaleString() : rate.toFixed(1)} events/s`;
}
