import type { ReactNode } from 'react';

const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const dayOfMonth = new Intl.DateTimeFormat('en', { day: 'numeric' });
const BAR_PX = 48;

/** A number for each of the last days, counted back from now, as a bar with the number over it. */
export function DayCounts({
  days,
}: {
  readonly days: readonly { readonly endMs: number; readonly count: number }[];
}): ReactNode {
  const largest = Math.max(1, ...days.map(({ count }) => count));
  return (
    <ol className="flex items-end gap-1.5">
      {days.map(({ endMs, count }) => (
        <li key={endMs} className="flex min-w-0 flex-1 flex-col-reverse items-center text-center">
          <span className="text-xs text-soft">
            {weekday.format(endMs)}
            <br />
            {dayOfMonth.format(endMs)}
          </span>
          <span
            aria-hidden="true"
            className={`w-full rounded-t-sm ${count === 0 ? 'bg-line' : 'bg-accent'}`}
            style={{ height: `${count === 0 ? 1 : Math.max(3, (BAR_PX * count) / largest)}px` }}
          />
          <span className="text-sm tabular-nums">{count.toLocaleString()}</span>
        </li>
      ))}
    </ol>
  );
}
