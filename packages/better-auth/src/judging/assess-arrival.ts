import { randomBytes } from 'node:crypto';

import {
  type Assessment,
  assessOrAllow,
  EMPTY_RECORD,
  settleRecord,
  type SignIn,
  type Unassessed,
  type UserRecord,
} from '@vedette/identity';
import type { GenericEndpointContext } from 'better-auth';

import { nameFailure } from '../runtime/name-failure.ts';
import { withinLimit } from '../runtime/within-limit.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { clientWords, readRequestSignals } from '../signals/request-signals.ts';
import { isKnownDevice } from '../store/devices.ts';
import { scratchOf } from '../store/scratch-population.ts';
import { readRecord } from '../store/user-records.ts';
import type { FreshSession } from '../arrival/fresh-session.ts';
import { methodOfPath } from '../arrival/sign-in-kind.ts';

const REFERENCE_BYTES = 15;

/** A sign-in with what was made of it. */
export interface Judged {
  readonly reference: string;
  readonly atMs: number;
  readonly method: string;
  readonly fresh: FreshSession;
  readonly verdict: Assessment | Unassessed;
  readonly country: string | null;
  readonly client: string | null;
  /** Of the device cookie, given now if there was none: what is learned if this was the user. */
  readonly deviceKey: string;
  readonly newDevice: boolean;
  /** Failed attempts before it. */
  readonly failures: number;
  readonly learnable: Assessment['learnable'] | null;
}

/** Whether a sign-in could be assessed. */
export function isAssessed(verdict: Assessment | Unassessed): verdict is Assessment {
  return !('failure' in verdict);
}

/**
 * Judges a fresh session within the time limit. It does not throw: whatever fails or is late ends
 * as `allow` with the failure on record.
 */
export async function assessArrival(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  arrival: {
    readonly fresh: FreshSession;
    readonly request: Request;
    readonly deviceCookie: string;
  },
): Promise<Judged> {
  const { fresh, deviceCookie } = arrival;
  const deviceKey = runtime.digestKey(ctx.context.secret)('device', deviceCookie);
  const reference = randomBytes(REFERENCE_BYTES).toString('base64url');
  const atMs = runtime.nowMs();
  const base = { reference, atMs, method: methodOfPath(ctx.path ?? ''), fresh };
  try {
    return await withinLimit(runtime.limits.timeLimitMs, async (signal) => {
      const device = { userId: fresh.user.id, deviceKey };
      const [{ signIn, record }, isKnown] = await Promise.all([
        readKnown(ctx, runtime, { ...arrival, atMs }),
        isKnownDevice(ctx.context.adapter, device),
      ]);
      const verdict = await assessOrAllow({
        id: reference,
        signIn,
        population: await runtime.population.read(ctx.context.adapter),
        settings: runtime.settings,
        hear: runtime.hear,
        signature: async () => record.signature,
        signal,
      });
      runtime.counters.count(isAssessed(verdict) ? 'assessed' : 'unassessed');
      return {
        ...base,
        verdict,
        country: signIn.address?.country ?? null,
        client: clientWords(signIn),
        deviceKey,
        newDevice: !isKnown,
        failures: signIn.failures ?? 0,
        learnable: isAssessed(verdict) ? withDevice(verdict.learnable, deviceKey) : null,
      };
    });
  } catch (error) {
    runtime.counters.count('unassessed');
    const failure = nameFailure(error);
    const verdict: Unassessed = { id: reference, decision: 'allow', failure };
    const unknown = { country: null, client: null, newDevice: false, failures: 0 };
    return { ...base, ...unknown, deviceKey, verdict, learnable: null };
  }
}

async function readKnown(
  ctx: GenericEndpointContext,
  runtime: Runtime,
  arrival: { readonly fresh: FreshSession; readonly request: Request; readonly atMs: number },
): Promise<{
  readonly signIn: SignIn;
  readonly record: UserRecord;
}> {
  const { fresh, request, atMs } = arrival;
  const { adapter } = ctx.context;
  const userId = fresh.user.id;
  const stored = await readRecord(adapter, userId);
  const failures = stored?.failures ?? 0;
  const signIn = await readRequestSignals(ctx, runtime, { request, failures, atMs });
  // What has sat out its quarantine counts from now on; it is kept when the sign-in is.
  const everybody = scratchOf(await runtime.population.read(adapter));
  const record = settleRecord(stored?.record ?? EMPTY_RECORD, atMs, everybody);
  return { signIn, record };
}

/**
 * A browser is judged by the cookie that it brought and learned by the one that it has from now
 * on, or every browser would be a new one twice.
 */
function withDevice(learnable: Assessment['learnable'], device: string): Assessment['learnable'] {
  return { ...learnable, keys: { ...learnable.keys, device } };
}
