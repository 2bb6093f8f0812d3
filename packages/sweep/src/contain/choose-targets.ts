import type { Finding } from '../findings/finding.ts';
import { PROCESS } from '../findings/observation.ts';
import { type Action, isHolding } from './action.ts';
import { type Refusal, TargetIdentity } from '../action/containment.ts';

/** What is to be done about one finding of an armed sweep. */
export type Choice =
  | { readonly kind: 'contain'; readonly finding: Finding; readonly target: TargetIdentity }
  | { readonly kind: 'refused'; readonly finding: Finding; readonly code: Refusal }
  /** A person let it go; it is not taken again behind their back. */
  | { readonly kind: 'thawed'; readonly finding: Finding; readonly by: Action };

/** The first process of a host is never frozen, whatever is said of it. */
export const INIT_PID = 1;

/**
 * Which findings are contained: slam-dunks about a process whose identity is whole. Findings that
 * an earlier action holds are left out.
 */
export function chooseTargets(
  findings: readonly Finding[],
  bootId: string | null,
  actions: readonly Action[],
): readonly Choice[] {
  return findings.flatMap((finding): Choice[] => {
    if (finding.disposition !== 'slam-dunk' || finding.subject !== PROCESS) return [];
    const target = identityOf(finding, bootId);
    if (target === null) return [{ kind: 'refused', finding, code: 'no-identity' }];
    if (target.pid === INIT_PID) return [{ kind: 'refused', finding, code: 'init' }];
    if (actions.some((action) => isHolding(action) && holds(action, target))) return [];
    const before = actions.findLast((action) => isMember(action, target));
    if (before?.state === 'thawed') return [{ kind: 'thawed', finding, by: before }];
    return [{ kind: 'contain', finding, target }];
  });
}

/** Who a finding is about; null if it does not say it wholly. */
export function identityOf({ facts }: Finding, bootId: string | null): TargetIdentity | null {
  const container = facts['container'];
  // Containers that are not named by a digest are frozen as what they are on the host: processes.
  const named = typeof container === 'string' && /^[0-9a-f]{64}$/.test(container);
  const parsed = TargetIdentity.safeParse({
    bootId,
    pid: facts['pid'],
    startTicks: facts['start'],
    exe: facts['exe_dev_inode'],
    ...(named ? { container } : {}),
  });
  return parsed.success ? parsed.data : null;
}

/** Whether an action that holds would hold this process, too: with its container, or by itself. */
export function holds(action: Action, target: TargetIdentity): boolean {
  const { container } = action.plan;
  if (action.target.bootId !== target.bootId) return false;
  return (container !== undefined && container.id === target.container) || isMember(action, target);
}

/** Whether this very process was frozen by the action. */
function isMember({ target: own, plan }: Action, target: TargetIdentity): boolean {
  if (own.bootId !== target.bootId) return false;
  return [own, ...plan.members].some(
    ({ pid, startTicks }) => pid === target.pid && startTicks === target.startTicks,
  );
}
