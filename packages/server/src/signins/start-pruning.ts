import type { Log } from '../log.ts';
import type { SignInService } from './sign-in-service.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A server that is started anew each day prunes as well, when it has found its feet. */
const FIRST_MS = 10 * 60 * 1_000;

/** Drops what is past its retention, soon and then once a day; ends at once when it is closed. */
export function startPruning(
  signIns: Pick<SignInService, 'prune'>,
  log: Log,
): { readonly close: () => Promise<void> } {
  const closing = new AbortController();
  let underway: Promise<void> = Promise.resolve();
  const prune = async (): Promise<void> => {
    try {
      await signIns.prune(closing.signal);
    } catch (error) {
      if (!closing.signal.aborted) log('error', 'sign-ins-not-pruned', { cause: String(error) });
    }
  };
  const begin = (): void => {
    underway = underway.then(prune);
  };
  const first = setTimeout(begin, FIRST_MS);
  const timer = setInterval(begin, DAY_MS);
  return {
    close: async () => {
      clearTimeout(first);
      clearInterval(timer);
      closing.abort();
      await underway;
    },
  };
}
