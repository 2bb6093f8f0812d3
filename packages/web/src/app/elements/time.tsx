import { type ReactNode, useSyncExternalStore } from 'react';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;
const TICK_MS = 10_000;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
});

/** Words such as “3 minutes ago”. A little ahead is now: clocks differ, and ours ticks seldom. */
function relativeTime(ms: number, nowMs: number): string {
  const apart = ms > nowMs && ms - nowMs <= TICK_MS ? 0 : ms - nowMs;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(apart) >= size) ?? ['second', 1_000];
  return relative.format(Math.trunc(apart / size), unit);
}

/** Date and time of this browser's time zone. */
export function absoluteTime(ms: number): string {
  return absolute.format(ms);
}

/** A time as words, with the exact one on hover, or the other way round: Settings → times. */
export function Time({ ms }: { readonly ms: number }): ReactNode {
  const nowMs = useNow();
  const exact = useSyncExternalStore(onTimesChange, timesAreExact);
  const [shown, hidden] = exact
    ? [absoluteTime(ms), relativeTime(ms, nowMs)]
    : [relativeTime(ms, nowMs), absoluteTime(ms)];
  return (
    <time dateTime={new Date(ms).toISOString()} title={hidden} className="whitespace-nowrap">
      {shown}
    </time>
  );
}

const listeners = new Set<() => void>();
const KEY = 'vedette-times';

/** Whether times are shown as dates rather than as words. */
export function timesAreExact(): boolean {
  return localStorage.getItem(KEY) === 'exact';
}

/** Changes how times are shown, everywhere and at once. */
export function showExactTimes(exact: boolean): void {
  localStorage.setItem(KEY, exact ? 'exact' : 'relative');
  for (const listener of listeners) listener();
}

export function onTimesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let now = Date.now();
const tickers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const ticker of tickers) ticker();
}

function onTick(ticker: () => void): () => void {
  // Nobody looked for a while, and the clock stood still.
  if (tickers.size === 0) now = Date.now();
  tickers.add(ticker);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    tickers.delete(ticker);
    if (tickers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, a few times a minute; one clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(onTick, () => now);
}
