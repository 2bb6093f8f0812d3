import type { Clock } from './clock.ts';

/** A store that restarts is back within seconds; one that is gone is not asked all the time. */
const FIRST_PAUSE_MS = 100;
const PAUSE_MAX_MS = 30_000;

/** What is tried, and who hears of it. */
export interface Attempts<T> {
  readonly work: () => Promise<T>;
  readonly clock: Clock;
  /** Ends the trying after the attempt that runs. */
  readonly signal: AbortSignal;
  /** Called after each failure; with null once it works. */
  readonly onProblem: (problem: string | null) => void;
}

/** Works until it succeeds; undefined where it was told to stop before. */
export async function keepTrying<T>(attempts: Attempts<T>): Promise<T | undefined> {
  const { work, clock, signal, onProblem } = attempts;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs)) {
    try {
      const result = await work();
      onProblem(null);
      return result;
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error));
    }
    if (signal.aborted) return undefined;
    await clock.sleep(pauseMs, signal);
    if (signal.aborted) return undefined;
  }
}
