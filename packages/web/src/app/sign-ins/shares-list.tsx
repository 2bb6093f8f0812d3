import type { ReactNode } from 'react';

/** One of several, with how much of all it is. */
export interface Share {
  readonly key: string;
  readonly name: ReactNode;
  readonly weight: number;
  readonly note?: string;
}

/** Shares of a whole, as numbers and as bars. */
export function SharesList({
  title,
  shares,
  none = 'nothing known',
}: {
  readonly title: string;
  readonly shares: readonly Share[];
  readonly none?: string;
}): ReactNode {
  const total = Math.max(
    Number.MIN_VALUE,
    shares.reduce((sum, { weight }) => sum + weight, 0),
  );
  return (
    <div className="min-w-0">
      <h3 className="font-medium">{title}</h3>
      {shares.length === 0 && <p className="text-sm text-soft">{none}</p>}
      <ul>
        {shares.map(({ key, name, weight, note }) => (
          <li key={key} className="py-1">
            <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
              <span className="min-w-0">
                {name}
                {note !== undefined && (
                  <span className="ml-2 text-sm whitespace-nowrap text-soft">{note}</span>
                )}
              </span>
              <span className="tabular-nums">{Math.round((100 * weight) / total)} %</span>
            </span>
            <span aria-hidden="true" className="mt-0.5 block h-1.5 rounded bg-sunken">
              <span
                className="block h-1.5 rounded bg-accent"
                style={{ width: `${(100 * weight) / total}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
