import { type Judge, type JudgeInput, type JudgeVote, readVote } from './judge-buckets.ts';
import { judgePrompt } from './judge-prompt.ts';

/** Why a judge said nothing. */
export type Silence = 'off' | 'agreed' | 'budget' | 'breaker' | 'timeout' | 'error' | 'garbage';

/** A vote, or why there is none. */
export type Hearing =
  | { readonly vote: JudgeVote; readonly cached: boolean }
  | { readonly silence: Silence };

/** Bounds of asking a judge. */
export interface JudgeLimits {
  readonly timeoutMs: number;
  readonly callsPerDay: number;
  /** So many failures in a row open the breaker … */
  readonly failuresMax: number;
  /** … for so long. */
  readonly breakMs: number;
}

/** A sign-in can wait this long for a second opinion, not longer. */
export const JUDGE_LIMITS: JudgeLimits = {
  timeoutMs: 800,
  callsPerDay: 500,
  failuresMax: 3,
  breakMs: 60_000,
};

/** Answers by input: temperature is 0, and the input is all that the judge knows. */
const CACHE_MAX = 2000;
const DAY_MS = 86_400_000;

/** Runs something later, or not: the shell's `setTimeout`. */
export type Schedule = (run: () => void, ms: number) => () => void;

/** Asks a judge within its limits. Never throws and never waits longer than the time-out. */
export function createGuardedJudge(
  judge: Judge,
  surroundings: {
    readonly nowMs: () => number;
    readonly schedule: Schedule;
    readonly limits?: JudgeLimits;
  },
): (input: JudgeInput) => Promise<Hearing> {
  const { nowMs, schedule, limits = JUDGE_LIMITS } = surroundings;
  const cache = new Map<string, JudgeVote>();
  let day = 0;
  let calls = 0;
  let failures = 0;
  let openUntilMs = 0;
  const failed = (silence: Silence): Hearing => {
    failures += 1;
    if (failures >= limits.failuresMax) {
      openUntilMs = nowMs() + limits.breakMs;
      failures = 0;
    }
    return { silence };
  };
  return async (input) => {
    const key = judgePrompt(input);
    const known = cache.get(key);
    if (known !== undefined) return { vote: known, cached: true };
    if (nowMs() < openUntilMs) return { silence: 'breaker' };
    const today = Math.floor(nowMs() / DAY_MS);
    if (today !== day) [day, calls] = [today, 0];
    if (calls >= limits.callsPerDay) return { silence: 'budget' };
    calls += 1;
    const abort = new AbortController();
    const timeout = Promise.withResolvers<typeof TIMED_OUT>();
    const cancel = schedule(() => timeout.resolve(TIMED_OUT), limits.timeoutMs);
    try {
      const answer = await Promise.race([judge.judge(input, abort.signal), timeout.promise]);
      if (answer === TIMED_OUT) return failed('timeout');
      const vote = readVote(answer);
      if (vote === null) return failed('garbage');
      failures = 0;
      if (cache.size >= CACHE_MAX) cache.delete(cache.keys().next().value ?? '');
      cache.set(key, vote);
      return { vote, cached: false };
    } catch {
      // What went wrong is counted and recorded as its kind; the text may be the provider's.
      return failed('error');
    } finally {
      cancel();
      abort.abort();
    }
  };
}

const TIMED_OUT = Symbol('timed out');
