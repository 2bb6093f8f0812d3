import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import type { Host } from './host-shapes.ts';

/** How executions of a host are seen, and how many were not. */
export function SensorCell({ sensor }: { readonly sensor: Host['sensor'] }): ReactNode {
  const { source, lastMs, missed, dropped } = sensor;
  if (lastMs === null) return <span className="text-soft">none</span>;
  const lost = [
    ...(missed > 0 ? [`${counted(missed, 'event')} missed`] : []),
    ...(dropped > 0 ? [`${counted(dropped, 'event')} dropped`] : []),
  ];
  return (
    <>
      {source ?? 'unknown source'}
      {lost.length === 0 ? (
        <span className="text-soft">, nothing lost</span>
      ) : (
        <span className="text-medium">, {lost.join(', ')}</span>
      )}
    </>
  );
}
