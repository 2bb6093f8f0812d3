import { VedetteError } from '@vedette/core';

import type { OpenBundle } from '../evidence/evidence-store.ts';
import { askEvidence, askPlan } from './ask-host.ts';
import {
  type ContainContext,
  detailOf,
  evidenceBytesMax,
  logEvent,
  newActionId,
  type OpenAction,
  type Subject,
} from './contain-context.ts';
import type { ActionId, Plan, Refusal } from '../action/containment.ts';
import type { ContainmentResult } from './containment-result.ts';
import { freezeAction } from './freeze-action.ts';
import { refusalText } from './mark.ts';
import { sealAction } from './seal-action.ts';

/** What else a bundle holds, beside the executable: maps, descriptors, logs. */
const OTHER_EVIDENCE_BYTES = 32 * 1024 * 1024;

/**
 * Contains one process: looks again who it is, writes down what will be done and how to undo it,
 * saves the executable, freezes, saves the rest, seals. Each step is logged before it is taken, so
 * that one that is cut off is finished or undone by the next run. Never throws for what a host
 * does; fails closed, without a freeze, when nothing can be recorded or saved.
 */
export async function containTarget(
  context: ContainContext,
  subject: Subject,
): Promise<ContainmentResult> {
  const id = newActionId(context);
  const planned = await planTarget(context, subject, id);
  if (!('plan' in planned)) return planned.result;
  const action: OpenAction = { ...subject, id, plan: planned.plan };
  const failed = (text: string): ContainmentResult => resultOf(action, 'abandoned', { text });
  let bundle: OpenBundle;
  try {
    const { target, finding, by } = subject;
    await logEvent(context, action, { kind: 'planned', by, target, plan: action.plan, finding });
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return failed(`nothing was frozen: ${error.message}`);
  }
  try {
    const program = Math.min(action.plan.programBytes, evidenceBytesMax(context));
    bundle = await context.store.create(id, program + OTHER_EVIDENCE_BYTES);
    const vanished = await capture(context, action, bundle);
    if (vanished !== null) return await endEarly(context, action, { bundle, text: vanished });
    await logEvent(context, action, { kind: 'captured', bytes: bundle.bytes() });
    await logEvent(context, action, { kind: 'freezing' });
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    const text = `nothing was frozen: ${error.message}`;
    await noteAbandoned(context, action, text);
    return failed(text);
  }
  return freezeAction(context, action, bundle);
}

/** Asks the host who the process is now, and what freezing it would take. */
async function planTarget(
  context: ContainContext,
  { host, target }: Subject,
  id: ActionId,
): Promise<{ readonly plan: Plan } | { readonly result: ContainmentResult }> {
  const result = (state: 'refused' | 'gone' | 'abandoned', text: string) => ({
    result: { id, host: host.name, state, complete: state !== 'abandoned', method: null, text },
  });
  const refused = async (code: Refusal, detail: string) => {
    await logEvent(context, { id, host }, { kind: 'refused', code, detail: detailOf(detail) });
    const why = detail === '' ? refusalText(code) : `${refusalText(code)} (${detail})`;
    return result('refused', `not frozen: ${why}`);
  };
  try {
    const answer = await askPlan(context, { id, host, target });
    if (!answer.ok) return result('abandoned', `not frozen: ${answer.failure}`);
    const { target: seen, refusals, plan } = answer.value;
    if (seen.result === 'gone') return result('gone', 'it had ended before it was frozen');
    if (seen.result === 'changed') {
      return result('gone', `not frozen: it is not what was judged any more (${seen.what ?? ''})`);
    }
    const [refusal] = refusals;
    if (refusal !== undefined) return await refused(refusal.code, refusal.detail);
    if (plan === null) return result('abandoned', 'not frozen: the host gave no whole plan');
    return { plan };
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return result('abandoned', `not frozen: ${error.message}`);
  }
}

/**
 * Saves the executable, which is what vanishes. A host that is too slow for it is frozen all the
 * same, and asked again: a frozen process keeps its program.
 *
 * @returns why there is nothing left to freeze; null if there is
 * @throws VedetteError `evidence-unwritable` where it cannot be kept here.
 */
async function capture(
  context: ContainContext,
  action: OpenAction,
  bundle: OpenBundle,
): Promise<string | null> {
  const bytesMax = evidenceBytesMax(context);
  const answer = await askEvidence(context, action, {
    step: 'capture',
    sink: { bundle, phase: 'before-freeze', bytesMax },
  });
  if (!answer.ok) return null;
  const seen = answer.value;
  if (seen.some(({ result }) => result === 'changed')) return 'another process has its number';
  return seen.some(({ result }) => result === 'gone') ? 'it ended before it was frozen' : null;
}

async function endEarly(
  context: ContainContext,
  action: OpenAction,
  { bundle, text }: { readonly bundle: OpenBundle; readonly text: string },
): Promise<ContainmentResult> {
  await logEvent(context, action, { kind: 'gone', detail: text });
  await sealAction(context, action, { bundle, outcome: text });
  return resultOf(action, 'gone', { text, complete: true });
}

/** Says that nothing came of an action. If even that cannot be written, the next run does. */
async function noteAbandoned(
  context: ContainContext,
  action: OpenAction,
  text: string,
): Promise<void> {
  try {
    await logEvent(context, action, { kind: 'abandoned', detail: detailOf(text) });
    const bundle = await context.store.reopen(action.id);
    await sealAction(context, action, { bundle, outcome: text });
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
  }
}

/** What is said of an action that came to nothing. */
function resultOf(
  { id, host, plan }: OpenAction,
  state: ContainmentResult['state'],
  { text, complete = false }: { readonly text: string; readonly complete?: boolean },
): ContainmentResult {
  return { id, host: host.name, state, complete, method: plan.method, text };
}
