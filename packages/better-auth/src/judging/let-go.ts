import { confirmSignIn, type Decision, keepPending, settleRecord } from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';

import type { Runtime } from '../runtime/runtime.ts';
import { announceSignIn } from '../runtime/sign-in-event.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import { rememberDevice } from '../store/devices.ts';
import { recordStoreOf } from '../store/record-store.ts';
import { logSignIn, type NewSignIn } from '../store/sign-in-log.ts';
import { changeRecord, clearFailures } from '../store/user-records.ts';
import type { PassedBy, SignInOutcome } from '../types.ts';
import { isAssessed, type Judged } from './assess-arrival.ts';
import { newSignInOf } from './new-sign-in.ts';

/** How a sign-in goes on. */
export interface LetGo {
  readonly type: 'allowed' | 'passed' | 'unassessed';
  /** What was asked of the user, which is what learning goes by. */
  readonly asked: Decision;
  readonly passedBy?: PassedBy;
  readonly failure?: string;
}

/**
 * Lets a sign-in go on and keeps what is known of it. Keeping has the same time limit as judging
 * and may fail: the user is in either way, and the failure is counted.
 */
export async function letGo(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  judged: Judged,
  how: LetGo,
): Promise<void> {
  const outcome: SignInOutcome = how.type;
  const { passedBy = null, failure } = how;
  const signIn = newSignInOf(runtime, judged, { outcome, passedBy, failure });
  try {
    await withinLimit(runtime.limits.timeLimitMs, () =>
      keepSignIn(ctx, runtime, { judged, how, signIn }),
    );
  } catch {
    // The store's own words may hold values of the row: they do not go into the log.
    runtime.counters.count('storeFailures');
    ctx.context.logger.error('vedette: a sign-in went on and could not be kept');
  }
  const notify = how.asked !== 'allow' && how.type !== 'passed';
  announceSignIn(ctx, runtime, { type: how.type, signIn, user: judged.fresh.user, notify });
}

async function keepSignIn(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  kept: { readonly judged: Judged; readonly how: LetGo; readonly signIn: NewSignIn },
): Promise<void> {
  const { adapter } = ctx.context;
  const { judged, how, signIn } = kept;
  const { verdict, fresh, reference, atMs } = judged;
  const userId = fresh.user.id;
  const learn = async (): Promise<void> => {
    if (!isAssessed(verdict)) return;
    const { wanted } = verdict;
    const learnable = judged.learnable ?? verdict.learnable;
    await changeRecord(recordStoreOf(ctx, runtime), userId, (record, population) => {
      const settled = settleRecord(record, atMs, population);
      const pending = keepPending(settled, learnable, { asked: how.asked, wanted });
      return how.type === 'passed' ? confirmSignIn(pending, reference, population).record : pending;
    });
    if (judged.failures > 0) await clearFailures(adapter, userId);
  };
  const device = { userId, deviceKey: judged.deviceKey, client: judged.client };
  // Rows of their own each: one round trip instead of three.
  await Promise.all([
    logSignIn(adapter, signIn),
    learn(),
    rememberDevice(adapter, device, runtime.nowMs()),
  ]);
}
