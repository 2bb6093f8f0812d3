import type { ReactNode } from 'react';

/** Bars of counts, for one look; what they say is in `label`. `wide` fills the place there is. */
export function Bars({
  values,
  label,
  wide = false,
}: {
  readonly values: readonly number[];
  readonly label: string;
  readonly wide?: boolean;
}): ReactNode {
  const largest = Math.max(1, ...values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length * 4} 20`}
      preserveAspectRatio="none"
      className={wide ? 'h-24 w-full fill-accent' : 'h-5 w-24 fill-accent'}
    >
      {values.map((value, at) => {
        const height = value === 0 ? 0.5 : Math.max(1.5, (20 * value) / largest);
        // oxlint-disable-next-line react/no-array-index-key
        return <rect key={at} x={at * 4} y={20 - height} width={3} height={height} />;
      })}
    </svg>
  );
}
