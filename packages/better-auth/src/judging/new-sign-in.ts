import type { Runtime } from '../runtime/runtime.ts';
import type { Details, NewSignIn } from '../store/sign-in-log.ts';
import type { PassedBy, SignInOutcome } from '../types.ts';
import { isAssessed, type Judged } from './assess-arrival.ts';

/** A judged sign-in as the log keeps it. */
export function newSignInOf(
  runtime: Runtime,
  judged: Judged,
  end: {
    readonly outcome: SignInOutcome;
    readonly passedBy: PassedBy | null;
    readonly failure?: string | undefined;
  },
): NewSignIn {
  const { reference, atMs, method, fresh, verdict } = judged;
  const { country, client, deviceKey, newDevice } = judged;
  const { outcome, passedBy, failure } = end;
  const seen = { country, client, deviceKey, newDevice, passedBy };
  const details: Details = isAssessed(verdict)
    ? {
        ...seen,
        decision: verdict.decision,
        wanted: verdict.wanted,
        mode: verdict.mode,
        score: verdict.score,
        reasons: [...verdict.reasons],
        categories: [...verdict.categories],
        failure: failure ?? null,
        stages: verdict.stages,
      }
    : {
        ...seen,
        decision: 'allow',
        wanted: 'allow',
        mode: runtime.settings.mode,
        score: null,
        reasons: [],
        categories: [],
        failure: failure ?? verdict.failure,
      };
  const isIn = outcome === 'allowed' || outcome === 'passed' || outcome === 'unassessed';
  return {
    reference,
    userId: fresh.user.id,
    sessionId: isIn ? fresh.session.id : null,
    at: new Date(atMs),
    method,
    outcome,
    details,
  };
}
