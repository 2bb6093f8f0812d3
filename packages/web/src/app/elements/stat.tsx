import type { ReactNode } from 'react';

/** A number, or a few words, under what they are of; a part of a `<dl>`. */
export function Stat({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
