import { VedetteError } from '@vedette/core';

import type { HostTarget } from '../inventory/host-target.ts';
import { type Action, isHolding, isUnfinished } from './action.ts';
import { askStatus } from './ask-host.ts';
import { type ContainContext, detailOf, logEvent, type OpenAction } from './contain-context.ts';
import type { ContainmentResult } from './containment-result.ts';
import { finishEvidence, freezeAgain } from './freeze-action.ts';
import { sealAction } from './seal-action.ts';
import { thawAction, thawHost } from './thaw-action.ts';

/**
 * Looks at an earlier action again: finishes or undoes one that was cut off, and says whether one
 * that holds still does; armed, freezes again what something let go. Null where there is nothing to say of it any more.
 */
export async function attendAction(
  context: ContainContext,
  action: Action,
  { host, armed }: { readonly host: HostTarget; readonly armed: boolean },
): Promise<ContainmentResult | null> {
  if (!isUnfinished(action) && !isHolding(action)) return null;
  const open: OpenAction = { ...action, host };
  try {
    switch (action.state) {
      case 'planned':
      case 'captured':
        return await abandon(context, open);
      case 'freezing':
        return await settleFreeze(context, action, open);
      case 'thawing':
        return await thawAction(context, action, host);
      case 'abandoned':
      case 'undone':
      case 'refused':
      case 'gone':
      case 'thawed':
        await close(context, open, action.detail);
        return null;
      case 'frozen':
      case 'stopped':
      case 'loose':
        return action.sealed === null
          ? await finishEvidence(context, open, await context.store.reopen(action.id))
          : await lookAgain(context, action, { open, armed });
    }
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return said(open, action.state, error.message);
  }
}

/** Its run ended before the freeze was even begun, so there is nothing on the host. */
async function abandon(context: ContainContext, action: OpenAction): Promise<ContainmentResult> {
  const text = 'an earlier run was cut off before the freeze; nothing had been frozen';
  await logEvent(context, action, { kind: 'abandoned', detail: text });
  await close(context, action, text);
  return said(action, 'abandoned', text, true);
}

/** Its run ended somewhere in the freeze: what is frozen is finished, what is not is put back. */
async function settleFreeze(
  context: ContainContext,
  { sealed }: Action,
  action: OpenAction,
): Promise<ContainmentResult> {
  const answer = await askStatus(context, action);
  if (!answer.ok) return said(action, 'freezing', `not known: ${answer.failure}`);
  const status = answer.value;
  if (status.result === 'frozen') {
    await logEvent(context, action, { kind: 'frozen', plan: action.plan });
    if (sealed !== null) return said(action, 'frozen', 'frozen again: it had been let go', true);
    return finishEvidence(context, action, await context.store.reopen(action.id));
  }
  const { failure } = await thawHost(context, action);
  if (failure !== null) return said(action, 'freezing', `not undone yet: ${failure}`);
  const gone = status.result === 'gone';
  const text = gone
    ? 'an earlier run was cut off in the freeze, and the process has ended since'
    : 'an earlier run was cut off in the freeze; what it had begun was undone';
  await logEvent(context, action, { kind: gone ? 'gone' : 'undone', detail: text });
  await close(context, action, text);
  return said(action, gone ? 'gone' : 'undone', text, true);
}

/** Whether what was frozen still is. */
async function lookAgain(
  context: ContainContext,
  { state }: Action,
  { open: action, armed }: { readonly open: OpenAction; readonly armed: boolean },
): Promise<ContainmentResult> {
  const answer = await askStatus(context, action);
  if (!answer.ok) return said(action, state, `not known: ${answer.failure}`);
  const status = answer.value;
  const detail = detailOf(status.detail);
  switch (status.result) {
    case 'frozen':
      if (state === 'loose') await logEvent(context, action, { kind: 'frozen', plan: action.plan });
      return said(action, 'frozen', 'still frozen', true);
    case 'gone':
      // It can still be put back: it has lost its restart policy, and is there to be started.
      if (state === 'stopped' || status.container?.state === 'exited') {
        if (state !== 'stopped') await logEvent(context, action, { kind: 'stopped', gone: true });
        return said(action, 'stopped', 'its container has ended, and does not start again', true);
      }
      await logEvent(context, action, { kind: 'gone', detail });
      return said(action, 'gone', 'the process that was frozen has ended', true);
    case 'partly':
    case 'loose':
      if (state !== 'loose') await logEvent(context, action, { kind: 'loose', detail });
      if (armed) return freezeAgain(context, action);
      return said(action, 'loose', `no longer frozen, and not by vedette thaw: ${status.detail}`);
  }
}

/** Seals whatever had been saved; a bundle that cannot be is tried again by the next run. */
async function close(context: ContainContext, action: OpenAction, outcome: string): Promise<void> {
  const bundle = await context.store.reopen(action.id);
  const failure = await sealAction(context, action, { bundle, outcome });
  if (failure !== null) throw new VedetteError('containment-incomplete', { problem: failure });
}

function said(
  { id, host, plan }: OpenAction,
  state: ContainmentResult['state'],
  text: string,
  complete = false,
): ContainmentResult {
  return { id, host: host.name, state, complete, method: plan.method, text };
}
