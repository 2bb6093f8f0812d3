import type { ReactNode } from 'react';

import { clockPoint, hourAt, HOURS, usualHours, wedgePath } from './clock-geometry.ts';
import type { SignIn } from './sign-ins-query.ts';

const INNER = 34;
const OUTER = 92;
const LABEL = 106;
const MARK = 80;
const GAP_HOURS = 0.06;
const LABELLED = [0, 3, 6, 9, 12, 15, 18, 21];
/** Of all weight; less is not worth a word. */
const USUAL_SHARE = 0.03;

/**
 * The hours of a user's sign-ins as a clock of 24 hours: the longer the piece, the more usual.
 * Risky ones are marked by triangles at their hour.
 */
export function HoursClock({
  hours,
  minutesEastOfUtc,
  risky,
}: {
  readonly hours: readonly number[];
  readonly minutesEastOfUtc: number;
  readonly risky: readonly SignIn[];
}): ReactNode {
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  const largest = Math.max(Number.MIN_VALUE, ...hours);
  const usual = usualHours(hours, Math.max(USUAL_SHARE * total, Number.MIN_VALUE));
  return (
    <figure className="flex flex-col items-center gap-2">
      <svg
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A drawing that is made here is no file.
        role="img"
        aria-label={`Usual hours, on the user’s own clock: ${usual.length === 0 ? 'none yet' : usual.join(', ')}`}
        viewBox="-120 -120 240 240"
        className="w-full max-w-72"
      >
        <circle r={OUTER} className="fill-sunken stroke-line" />
        {hours.map((weight, hour) => (
          <path
            // oxlint-disable-next-line react/no-array-index-key
            key={hour}
            d={wedgePath({
              fromHour: hour + GAP_HOURS,
              toHour: hour + 1 - GAP_HOURS,
              inner: INNER,
              outer: INNER + (OUTER - INNER) * (weight / largest),
            })}
            className="fill-accent"
          />
        ))}
        <circle r={INNER - 1} className="fill-raised stroke-line" />
        {LABELLED.map((hour) => {
          const { x, y } = clockPoint(hour, LABEL);
          return (
            <text
              key={hour}
              x={x}
              y={y}
              textAnchor="middle"
              dominantBaseline="central"
              className="fill-soft text-[11px] tabular-nums"
            >
              {String(hour % HOURS).padStart(2, '0')}
            </text>
          );
        })}
        {risky.map(({ id, atMs }) => {
          const { x, y } = clockPoint(hourAt(atMs, minutesEastOfUtc), MARK);
          return (
            <path
              key={id}
              d={`M ${x} ${y - 6} L ${x + 6} ${y + 5} L ${x - 6} ${y + 5} Z`}
              className="fill-critical stroke-raised"
            />
          );
        })}
      </svg>
      <figcaption className="text-center text-sm text-soft">
        {usual.length === 0 ? 'No usual hours yet' : `Usually ${usual.join(', ')}`}, on a clock{' '}
        {offsetText(minutesEastOfUtc)}
        {risky.length > 0 && (
          <>
            {' '}
            · <span className="text-critical">▲</span> risky sign-ins
          </>
        )}
      </figcaption>
    </figure>
  );
}

function offsetText(minutes: number): string {
  const sign = minutes < 0 ? '−' : '+';
  const whole = Math.floor(Math.abs(minutes) / 60);
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  return `at UTC${sign}${whole}:${rest}`;
}
