import { type AssessInput, assessSignIn } from './assess-sign-in.ts';
import type { Assessment, Unassessed } from './assessment.ts';

const FAILURE_CHARS_MAX = 200;

/** What of the input can be missing when a store is down: it is fetched, and that can fail. */
export interface FetchedInput extends Omit<AssessInput, 'signature'> {
  readonly signature: () => Promise<AssessInput['signature']>;
  /** Ends the waiting: the shell's time-out, so that a slow store cannot hold a sign-in. */
  readonly signal: AbortSignal;
}

/**
 * Judges a sign-in, or lets it go on: a store that is down, slow or damaged, or a mistake of ours,
 * ends as `allow` with the failure on record, never as a locked-out user. It does not throw.
 */
export async function assessOrAllow(input: FetchedInput): Promise<Assessment | Unassessed> {
  const { id, signal } = input;
  try {
    const aborted = abortion(signal);
    const work = input.signature().then((signature) => assessSignIn({ ...input, signature }));
    // The one that loses the race may still fail later; it has been recorded as too slow.
    work.catch(() => undefined);
    aborted.catch(() => undefined);
    return await Promise.race([work, aborted]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, decision: 'allow', failure: message.slice(0, FAILURE_CHARS_MAX) };
  }
}

async function abortion(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error('no answer within the time limit'));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return promise;
}
