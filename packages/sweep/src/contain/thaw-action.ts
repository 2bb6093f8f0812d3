import { VedetteError } from '@vedette/core';

import type { Action } from './action.ts';
import { type Asked, askThaw } from './ask-host.ts';
import { type ContainContext, detailOf, logEvent } from './contain-context.ts';
import type { ContainmentResult } from './containment-result.ts';
import type { HostTarget } from '../inventory/host-target.ts';

/** What a host says of having let go. */
export interface Thawed {
  /** Why it is not wholly put back; null if it is. */
  readonly failure: string | null;
  /** The processes had ended, so that there was nothing left to let go. */
  readonly gone: boolean;
  readonly detail: string;
}

/** Lets go on the host; logs nothing. */
export async function thawHost(context: ContainContext, action: Asked): Promise<Thawed> {
  const answer = await askThaw(context, action);
  if (!answer.ok) return { failure: answer.failure, gone: false, detail: '' };
  const { result, detail } = answer.value;
  const whole = result === 'thawed' || result === 'gone';
  return {
    failure: whole ? null : `only partly put back: ${detail}`,
    gone: result === 'gone',
    detail,
  };
}

/** Puts everything back as it was before an action, and logs it. May be run again after a failure. */
export async function thawAction(
  context: ContainContext,
  action: Action,
  host: HostTarget,
): Promise<ContainmentResult> {
  const open = { ...action, host };
  const said = (state: ContainmentResult['state'], text: string): ContainmentResult => ({
    ...{ id: action.id, host: host.name, state, text, method: action.plan.method },
    complete: state === 'thawed',
  });
  try {
    await logEvent(context, open, { kind: 'thawing' });
    const { failure, gone, detail } = await thawHost(context, open);
    if (failure !== null) return said('thawing', `not put back yet: ${failure}`);
    const text = gone
      ? `nothing was left to let go: ${detail}`
      : `put back as it was ${detail}`.trim();
    await logEvent(context, open, { kind: 'thawed', detail: detailOf(text) });
    return said('thawed', text);
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return said('thawing', error.message);
  }
}
