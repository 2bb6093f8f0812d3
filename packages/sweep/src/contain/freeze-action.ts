import { VedetteError } from '@vedette/core';

import type { OpenBundle } from '../evidence/evidence-store.ts';
import type { ActionState } from './action.ts';
import { askEvidence, askFreeze, askStatus, askStop } from './ask-host.ts';
import {
  type ContainContext,
  detailOf,
  evidenceBytesMax,
  logEvent,
  type OpenAction,
} from './contain-context.ts';
import type { ContainmentResult } from './containment-result.ts';
import type { StepSink } from './read-step.ts';
import { sealAction } from './seal-action.ts';
import { thawHost } from './thaw-action.ts';

/** Room for the rest of the evidence, however large the executable was. */
const REST_BYTES_MIN = 32 * 1024 * 1024;

/** Freezes what was planned and saved, and finishes the evidence. `freezing` is already logged. */
export async function freezeAction(
  context: ContainContext,
  action: OpenAction,
  bundle: OpenBundle,
): Promise<ContainmentResult> {
  try {
    const frozen = await freezeHost(context, action);
    switch (frozen.kind) {
      case 'frozen':
        return await finishEvidence(context, frozen.action, bundle, frozen.note);
      case 'unknown': {
        const text = `it may be frozen or not: ${frozen.text}; the next run looks`;
        return said(action, 'freezing', text);
      }
      case 'loose':
        // It may be gone the next time, so what can be saved of it is saved.
        await gatherRest(context, frozen.action, restSink(context, bundle));
        await sealAction(context, frozen.action, { bundle, outcome: frozen.text });
        return said(frozen.action, 'loose', frozen.text);
      case 'ended': {
        const { state, text, complete } = frozen;
        await sealAction(context, action, { bundle, outcome: text });
        return said(action, state, text, complete);
      }
    }
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return said(action, 'freezing', `${error.message}; the next run finishes or undoes it`);
  }
}

/** Freezes again what something else than a person's thaw let go; its evidence is sealed already. */
export async function freezeAgain(
  context: ContainContext,
  action: OpenAction,
): Promise<ContainmentResult> {
  await logEvent(context, action, { kind: 'freezing' });
  const frozen = await freezeHost(context, action);
  switch (frozen.kind) {
    case 'frozen':
      return said(frozen.action, 'frozen', 'frozen again: it had been let go', true);
    case 'loose':
      return said(frozen.action, 'loose', frozen.text);
    case 'ended':
      return said(action, frozen.state, frozen.text, frozen.complete);
    case 'unknown':
      return said(
        action,
        'freezing',
        `it may be frozen or not: ${frozen.text}; the next run looks`,
      );
  }
}

type Frozen =
  /** The note says what could not be done beside the freeze. */
  | { readonly kind: 'frozen'; readonly action: OpenAction; readonly note: string }
  | { readonly kind: 'loose'; readonly action: OpenAction; readonly text: string }
  /** Nothing is frozen, which is `complete` where nothing is left that should be. */
  | {
      readonly kind: 'ended';
      readonly state: 'refused' | 'gone' | 'undone';
      readonly complete: boolean;
      readonly text: string;
    }
  | { readonly kind: 'unknown'; readonly text: string };

async function freezeHost(context: ContainContext, action: OpenAction): Promise<Frozen> {
  const asked = await askFreeze(context, action);
  if (!asked.ok) return lookAgain(context, action, asked.failure);
  const { plan, ...answer } = asked.value;
  const detail = detailOf(answer.detail);
  switch (answer.result) {
    case 'frozen':
      await logEvent(context, action, { kind: 'frozen', plan });
      return { kind: 'frozen', action: { ...action, plan }, note: answer.detail };
    case 'loose':
      await logEvent(context, action, { kind: 'frozen', plan });
      await logEvent(context, action, { kind: 'loose', detail });
      return {
        ...{ kind: 'loose', action: { ...action, plan } },
        text: `it does not stay frozen: ${answer.detail}`,
      };
    case 'gone':
      await undo(context, action, { kind: 'gone', detail });
      return ended('gone', 'it ended before it was frozen');
    case 'changed':
      await undo(context, action, { kind: 'undone', detail });
      return ended('gone', `it is not what was judged any more, and was let go: ${answer.detail}`);
    case 'refused':
      await undo(context, action, { kind: 'undone', detail });
      return ended('refused', `not frozen: ${answer.detail}`);
    case 'failed':
      await undo(context, action, { kind: 'undone', detail });
      return { ...ended('undone', `it could not be frozen: ${answer.detail}`), complete: false };
  }
}

function ended(state: 'refused' | 'gone' | 'undone', text: string) {
  return { kind: 'ended', state, complete: true, text } as const;
}

/** Puts back what a freeze that failed may have changed, and says so only then. */
async function undo(
  context: ContainContext,
  action: OpenAction,
  event: { readonly kind: 'gone' | 'undone'; readonly detail: string },
): Promise<void> {
  const thawed = await thawHost(context, action);
  if (thawed.failure !== null)
    throw new VedetteError('containment-incomplete', { problem: thawed.failure });
  await logEvent(context, action, event);
}

/** The connection broke while the host froze: one more look tells which it was. */
async function lookAgain(
  context: ContainContext,
  action: OpenAction,
  why: string,
): Promise<Frozen> {
  const status = await askStatus(context, action);
  if (!status.ok || status.value.result !== 'frozen') return { kind: 'unknown', text: why };
  await logEvent(context, action, { kind: 'frozen', plan: action.plan });
  return { kind: 'frozen', action, note: '' };
}

/**
 * Saves the rest from the frozen process, looks once more whether it is, and seals. Also what the
 * next run does with an action that was cut off after its freeze.
 */
export async function finishEvidence(
  context: ContainContext,
  action: OpenAction,
  bundle: OpenBundle,
  note = '',
): Promise<ContainmentResult> {
  const missing = await gatherRest(context, action, restSink(context, bundle));
  const looked = await askStatus(context, action);
  if (!looked.ok) {
    // Neither sealed nor called loose: the next run asks for what is missing, and how it is.
    const text = `frozen, but the host cannot be asked any more: ${looked.failure}`;
    return said(action, 'frozen', `${text}; the next run goes on`);
  }
  const held = looked.value.result === 'frozen';
  if (!held) {
    await logEvent(context, action, { kind: 'loose', detail: detailOf(looked.value.detail) });
  }
  if (held && !hasProgram(bundle)) {
    // A frozen process keeps its program: the next run asks for it again, and seals then.
    return said(
      action,
      'frozen',
      `frozen, but its evidence is not whole: ${missing ?? NO_PROGRAM}`,
    );
  }
  const outcome = held ? 'frozen, and still so when looked at again' : 'not held';
  const unsealed = await sealAction(context, action, {
    bundle,
    outcome: missing === null ? outcome : `${outcome}; evidence is not whole: ${missing}`,
  });
  if (!held) return said(action, 'loose', 'it does not stay frozen');
  const problem = missing ?? unsealed;
  if (problem !== null) {
    return said(action, 'frozen', `frozen, but its evidence is not whole: ${problem}`);
  }
  return letStop(context, action, note);
}

/** Room for the rest, however large the program was; not each time anew, however often it is tried. */
function restSink(context: ContainContext, bundle: OpenBundle) {
  const left = evidenceBytesMax(context) - bundle.bytes();
  const bytesMax = Math.max(0, Math.min(left + REST_BYTES_MIN, Math.max(REST_BYTES_MIN, left)));
  return { bundle, phase: 'after-freeze', bytesMax } as const;
}

const NO_PROGRAM = 'the host did not send its program';

/** Whether the program was sent to its end, or was said to be unreadable. */
function hasProgram(bundle: OpenBundle): boolean {
  return bundle
    .items()
    .some(({ name, status }) => name.startsWith('exe') && status !== 'interrupted');
}

/** Why the rest of the evidence is not whole; null if it is. */
async function gatherRest(
  context: ContainContext,
  action: OpenAction,
  sink: StepSink & { readonly bundle: OpenBundle },
): Promise<string | null> {
  try {
    // A host that was too slow before the freeze has time now.
    const program = hasProgram(sink.bundle)
      ? null
      : await askEvidence(context, action, { step: 'capture', sink });
    const first = await askEvidence(context, action, { step: 'evidence', sink });
    // A connection that broke is not the end of what a frozen process has to tell.
    const rest = first.ok ? first : await askEvidence(context, action, { step: 'evidence', sink });
    if (program?.ok === false) return program.failure;
    if (!rest.ok) return rest.failure;
    return hasProgram(sink.bundle) ? null : NO_PROGRAM;
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    return error.message;
  }
}

/** `container = "stop"`: lets a paused container go by TERM, which it may ignore. */
async function letStop(
  context: ContainContext,
  action: OpenAction,
  note: string,
): Promise<ContainmentResult> {
  const { container } = action.plan;
  const frozen = said(action, 'frozen', note === '' ? 'frozen' : `frozen: ${note}`, true);
  if (context.settings.container !== 'stop') return frozen;
  if (container === undefined || container.engine === 'cgroup') return frozen;
  const answer = await askStop(context, action);
  if (!answer.ok || answer.value.result === 'failed') {
    const why = answer.ok ? answer.value.detail : answer.failure;
    return said(action, 'frozen', `its container could not be stopped, look at it now: ${why}`);
  }
  const gone = answer.value.result === 'stopped';
  await logEvent(context, action, { kind: 'stopped', gone });
  const text = gone ? 'stopped by TERM' : 'frozen again: it does not go by TERM';
  return said(action, 'stopped', text, true);
}

function said(
  { id, host, plan }: OpenAction,
  state: ActionState,
  text: string,
  complete = false,
): ContainmentResult {
  return { id, host: host.name, state, complete, method: plan.method, text };
}
