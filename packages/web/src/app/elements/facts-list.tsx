import type { ReactNode } from 'react';

import { CommandLine } from './command-line.tsx';
import { HostText } from './host-text.tsx';

export type Fact = string | number | boolean | readonly string[];

/** Names and values from a host, one to a line. */
export function FactsList({
  facts,
}: {
  readonly facts: Readonly<Record<string, Fact>>;
}): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-1">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">
            <HostText text={name} max={64} />
          </dt>
          <dd className="min-w-0">
            {typeof value === 'object' ? (
              <CommandLine argv={value} />
            ) : (
              <HostText text={String(value)} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
