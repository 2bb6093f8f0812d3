import { type ReactNode, useId } from 'react';

import { INPUT } from '../elements/field.tsx';

const THRESHOLD_MIN = 0.05;
const THRESHOLD_MAX = 1;
const STEP = 0.01;

/** A score from which on somebody is told: by slider, or as a number. */
export function ThresholdField({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const id = useId();
  const bounds = { min: THRESHOLD_MIN, max: THRESHOLD_MAX, step: STEP };
  const take = (given: number): void => {
    if (Number.isNaN(given)) return;
    const rounded = Math.round(given / STEP) * STEP;
    onChange(Number(Math.min(THRESHOLD_MAX, Math.max(THRESHOLD_MIN, rounded)).toFixed(2)));
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        Score from which on somebody is told
      </label>
      <div className="grid grid-cols-[1fr_5.5rem] items-center gap-3">
        <input
          id={id}
          type="range"
          {...bounds}
          aria-valuetext={value.toFixed(2)}
          className="h-8 w-full accent-accent"
          value={value}
          onChange={({ target }) => take(target.valueAsNumber)}
        />
        <input
          type="number"
          aria-label="Score, as a number"
          {...bounds}
          className={INPUT}
          value={value}
          onChange={({ target }) => take(target.valueAsNumber)}
        />
      </div>
      <div aria-hidden="true" className="flex justify-between pr-[6.25rem] text-sm text-soft">
        <span>tells more</span>
        <span>tells less</span>
      </div>
    </div>
  );
}
