import type { ReactNode } from 'react';

const HIGH = 0.8;
const MEDIUM = 0.6;

/** A score of 0 to 1, as a number and as a bar; a dash for what is not scored. */
export function Score({ value }: { readonly value: number | null }): ReactNode {
  if (value === null) return <span className="text-soft">–</span>;
  const colour = value >= HIGH ? 'bg-critical' : value >= MEDIUM ? 'bg-high' : 'bg-low';
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      {value.toFixed(2)}
      <span aria-hidden="true" className="inline-block h-1.5 w-10 rounded bg-sunken">
        <span
          className={`block h-1.5 rounded ${colour}`}
          style={{ width: `${100 * Math.min(1, Math.max(0, value))}%` }}
        />
      </span>
    </span>
  );
}
