import { VedetteError } from '@vedette/core';

import type { HostTarget } from '../inventory/host-target.ts';
import { type Answer, askIdentity, askPlan } from './ask-host.ts';
import { type ContainContext, newActionId } from './contain-context.ts';
import type { Plan, Refusal, TargetIdentity } from '../action/containment.ts';
import { INIT_PID } from './choose-targets.ts';
import { refusalText } from './mark.ts';

/** What freezing a process by hand would do. */
export interface FreezePlan {
  readonly host: string;
  readonly identity: TargetIdentity;
  /** Null where the host would not. */
  readonly plan: Plan | null;
  /** Host text. */
  readonly argv: string;
  readonly path: string;
  readonly refusals: readonly { readonly code: Refusal; readonly detail: string }[];
  /** What to type after `--confirm=`: it names this process and no other that gets its number. */
  readonly confirm: string;
}

/**
 * Asks a host what a pid is and what freezing it would take. Nothing is changed.
 *
 * @throws VedetteError `containment-incomplete` where the host cannot say.
 */
export async function planFreeze(
  context: ContainContext,
  host: HostTarget,
  pid: number,
): Promise<FreezePlan> {
  if (pid === INIT_PID) {
    const problem = `${host.name}: process ${pid} is never frozen: ${refusalText('init')}`;
    throw new VedetteError('containment-incomplete', { problem });
  }
  const id = newActionId(context);
  const identity = answered(await askIdentity(context, { id, host, pid }), host);
  if (identity.target === null) {
    const problem = `${host.name}: there is no process ${pid} whose program can be read`;
    throw new VedetteError('containment-incomplete', { problem });
  }
  const { target } = identity;
  const answer = answered(await askPlan(context, { id, host, target }), host);
  return {
    host: host.name,
    identity: target,
    plan: answer.plan,
    argv: identity.argv,
    path: identity.path,
    refusals: answer.refusals.map(({ code, detail }) => ({
      code,
      detail: detail === '' ? refusalText(code) : detail,
    })),
    confirm: `${host.name}/${target.pid}/${target.startTicks}`,
  };
}

function answered<T>(answer: Answer<T>, { name }: HostTarget): T {
  if (answer.ok) return answer.value;
  throw new VedetteError('containment-incomplete', { problem: `${name}: ${answer.failure}` });
}
