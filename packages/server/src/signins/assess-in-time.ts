import type { ApplicationState } from './application-state.ts';
import { assessAndKeep, type AssessTools, type Failure, type Underway } from './assess-and-keep.ts';
import type { AssessRequest } from './sign-in-api.ts';
import type { Assessment } from '@vedette/identity';

/** How an assessment ended for the one who waits for it. */
export type Ended =
  | { readonly assessment: Assessment; readonly kept: boolean }
  | { readonly failure: Failure };

/**
 * Assesses within a time limit. What is decided by then is the answer, even if the disk is still
 * writing it; what is not lets the sign-in go on, and the rest of the work ends by itself.
 *
 * @returns the answer, and the work that may go on after it
 */
export async function assessInTime(
  opening: Promise<ApplicationState>,
  { id, request, limitMs }: { id: string; request: AssessRequest; limitMs: number },
  tools: AssessTools,
): Promise<{ readonly ended: Ended; readonly work: Promise<unknown> }> {
  const underway: Underway = { assessment: null, expired: false, failure: null };
  const work = opening
    .then((state) => assessAndKeep(state, { id, request, underway }, tools))
    .then(
      (kept) => (kept ? 'kept' : 'not-kept'),
      () => 'broken',
    );
  const limit = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => limit.resolve('late'), limitMs);
  const outcome = await Promise.race([work, limit.promise]);
  clearTimeout(timer);
  underway.expired = true;
  const { assessment, failure } = underway;
  if (assessment !== null) return { work, ended: { assessment, kept: outcome === 'kept' } };
  return { work, ended: { failure: failure ?? (outcome === 'late' ? 'timeout' : 'storage') } };
}
