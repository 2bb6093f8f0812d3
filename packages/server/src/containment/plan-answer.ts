import { redactCommand } from '@vedette/core';
import type { FreezePlan } from '@vedette/sweep';

import type { FreezePlanAnswer } from './containment-schemas.ts';

/** A plan as a page gets it: with what somebody should know before they confirm it, and no secret. */
export function planAnswer(planned: FreezePlan): FreezePlanAnswer {
  const { host, identity, plan, argv, path, refusals, confirm } = planned;
  return {
    ...{ host, identity, path, confirm, warnings: warningsOf(planned) },
    argv: redactCommand(argv.trimEnd().split('\n')).join('\n'),
    plan: plan === null ? null : { ...plan, members: [...plan.members] },
    refusals: refusals.map(({ code, detail }) => ({ code, detail })),
  };
}

function warningsOf({ plan }: FreezePlan): string[] {
  if (plan === null) return [];
  const others = plan.members.filter(({ role }) => role !== 'target').length;
  return [
    ...(plan.method === 'signal'
      ? ['No control group can be had: root or the same user can resume it.']
      : []),
    ...(plan.container === undefined ? [] : ['Everything in its container is paused with it.']),
    ...(others > 0 ? [`With it ${others} other processes are frozen.`] : []),
    ...(plan.members.some(({ stopped }) => stopped)
      ? ['Some of it is stopped already, and stays so after a thaw.']
      : []),
  ];
}
