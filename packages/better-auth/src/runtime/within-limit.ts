/** The work was not done in time. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';

  constructor() {
    super('no answer within the time limit');
  }
}

/**
 * Does work within a time limit: a store that hangs cannot hold a sign-in. What is late is told by
 * the signal; whether it still ends well or badly is nobody's concern any more.
 *
 * @throws TooSlow when the limit is over, and whatever the work throws before
 */
export async function withinLimit<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new TooSlow());
    abort.abort();
  }, limitMs);
  const working = work(abort.signal);
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
