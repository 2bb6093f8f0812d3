import type { ReactNode } from 'react';

/** Small bars of counts, for one look; what they say is in `label`. */
export function Bars({
  values,
  label,
}: {
  readonly values: readonly number[];
  readonly label: string;
}): ReactNode {
  const largest = Math.max(1, ...values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length * 4} 20`}
      preserveAspectRatio="none"
      className="h-5 w-24 fill-accent"
    >
      {values.map((value, at) => {
        const height = value === 0 ? 0.5 : Math.max(1.5, (20 * value) / largest);
        // oxlint-disable-next-line react/no-array-index-key
        return <rect key={at} x={at * 4} y={20 - height} width={3} height={height} />;
      })}
    </svg>
  );
}
