import type { HostTarget } from '../inventory/host-target.ts';
import type { Step } from './assemble-step.ts';
import { type ContainContext, type OpenAction, transportOf } from './contain-context.ts';
import type { ActionId, Plan, TargetIdentity } from '../action/containment.ts';
import { type IdentityAnswer, parseIdentity } from './parse-identity.ts';
import {
  type FreezeAnswer,
  parseFreezeAnswer,
  parsePlanAnswer,
  parseStatusAnswer,
  parseStopAnswer,
  parseTargets,
  parseThawAnswer,
  type PlanAnswer,
  type StatusAnswer,
  type StopAnswer,
  type TargetCheck,
  type ThawAnswer,
} from './parse-step.ts';
import type { StepSink } from './read-step.ts';
import { runStep, stepFailure, type StepResult } from './run-step.ts';

/** A host's answer, or why there is none that can be believed. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: string };

/** Which action is asked about on which host. */
export type Asked = Pick<OpenAction, 'id' | 'target' | 'plan' | 'host'>;

const NO_ANSWER = 'the host gave no answer that can be believed';

/** Stands in the script for what is not known yet; the step that asks reads the number only. */
const NOBODY: Omit<TargetIdentity, 'pid'> = {
  bootId: '00000000-0000-0000-0000-000000000000',
  startTicks: 0,
  exe: '0:0',
};

/** Who has a process number. */
export async function askIdentity(
  context: ContainContext,
  { id, host, pid }: { readonly id: ActionId; readonly host: HostTarget; readonly pid: number },
): Promise<Answer<IdentityAnswer>> {
  const step = await run(context, 'identify', { id, host, target: { ...NOBODY, pid } });
  return answered(step, () => parseIdentity(step.records, pid));
}

/** What freezing a process would take, or why it is not. */
export async function askPlan(
  context: ContainContext,
  asked: Omit<Asked, 'plan'>,
): Promise<Answer<PlanAnswer>> {
  const step = await run(context, 'plan', asked);
  return answered(step, () => {
    const answer = parsePlanAnswer(step.records);
    if (answer === null || answer.plan === null) return answer;
    return isAmong(asked.target, answer.plan.members) ? answer : { ...answer, plan: null };
  });
}

/** What came of a freeze. */
export interface FreezeResult {
  readonly result: FreezeAnswer['result'];
  readonly detail: string;
  /** With the members and the method that the host really came to. */
  readonly plan: Plan;
}

/** Freezes. `frozen` is only believed of a host that names every process it holds. */
export async function askFreeze(
  context: ContainContext,
  asked: Asked,
): Promise<Answer<FreezeResult>> {
  const step = await run(context, 'freeze', asked);
  return answered(step, () => {
    const answer = parseFreezeAnswer(step.records);
    if (answer === null) return null;
    const { result, detail, members, method, container } = answer;
    const holding = result === 'frozen' || result === 'loose';
    const plan: Plan = {
      ...asked.plan,
      ...(holding ? { method, members: [...members] } : {}),
      ...(container === null ? {} : { container }),
    };
    if (result !== 'frozen' || holdsAll(asked.target, answer)) return { result, detail, plan };
    return { result: 'loose', detail: 'it does not name every process that it holds', plan };
  });
}

function holdsAll(target: TargetIdentity, { members, held }: FreezeAnswer): boolean {
  const holding = held.filter(({ state }) => state === 'frozen' || state === 'stopped');
  return [target, ...members].every((one) => isAmong(one, holding));
}

type Numbered = Pick<TargetIdentity, 'pid' | 'startTicks'>;

function isAmong({ pid, startTicks }: Numbered, others: readonly Numbered[]): boolean {
  return others.some((one) => one.pid === pid && one.startTicks === startTicks);
}

/** Whether what was frozen still is. */
export async function askStatus(
  context: ContainContext,
  asked: Asked,
): Promise<Answer<StatusAnswer>> {
  const step = await run(context, 'status', asked);
  return answered(step, () => parseStatusAnswer(step.records));
}

/** Lets go. */
export async function askThaw(context: ContainContext, asked: Asked): Promise<Answer<ThawAnswer>> {
  const step = await run(context, 'thaw', asked);
  return answered(step, () => parseThawAnswer(step.records));
}

/** Lets a paused container go by TERM, or pauses it again. */
export async function askStop(context: ContainContext, asked: Asked): Promise<Answer<StopAnswer>> {
  const step = await run(context, 'stop', asked);
  return answered(step, () => parseStopAnswer(step.records));
}

/**
 * Has the host send evidence; gives what it saw of the target before and after.
 *
 * @throws VedetteError `evidence-unwritable` where it cannot be kept here.
 */
export async function askEvidence(
  context: ContainContext,
  asked: Asked,
  { step: name, sink }: { readonly step: 'capture' | 'evidence'; readonly sink: StepSink },
): Promise<Answer<readonly TargetCheck[]>> {
  const step = await run(context, name, asked, sink);
  if (step.failure !== null) throw step.failure;
  return answered(step, () => parseTargets(step.records));
}

async function run(
  context: ContainContext,
  step: Step,
  asked: Omit<Asked, 'plan'> & { readonly plan?: Plan },
  sink: StepSink | null = null,
): Promise<StepResult> {
  const { id, target, plan, host } = asked;
  const transport = transportOf(context, host);
  const options = plan === undefined ? {} : { plan };
  return runStep({ step, action: id, target, ...options, host, transport, sink });
}

function answered<T>(step: StepResult, parse: () => T | null): Answer<T> {
  const failure = stepFailure(step);
  if (failure !== null) return { ok: false, failure };
  const value = parse();
  return value === null ? { ok: false, failure: NO_ANSWER } : { ok: true, value };
}
