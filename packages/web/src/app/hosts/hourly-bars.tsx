import type { ReactNode } from 'react';

import { Bars } from '../elements/bars.tsx';
import { counted } from '../elements/counted.ts';

/** Executions of the last day, hour by hour. */
export function HourlyBars({
  perHour,
  wide = false,
}: {
  readonly perHour: readonly number[];
  readonly wide?: boolean;
}): ReactNode {
  const all = perHour.reduce((sum, events) => sum + events, 0);
  if (all === 0) return <span className="text-soft">none in the last day</span>;
  const most = counted(Math.max(...perHour), 'execution');
  const label = `${counted(all, 'execution')} in the last day, at most ${most} in an hour`;
  return (
    <span className={wide ? 'flex flex-col gap-1' : 'inline-flex flex-wrap items-center gap-x-2'}>
      <Bars values={perHour} label={label} wide={wide} />
      <span className="text-sm text-soft">
        {wide ? label : `${all.toLocaleString('en')} in a day`}
      </span>
    </span>
  );
}
