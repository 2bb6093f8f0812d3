import type { HostTarget } from '../inventory/host-target.ts';
import { type Action, isHolding } from './action.ts';
import type { ContainmentDesk } from './containment-desk.ts';
import type { ContainmentResult } from './containment-result.ts';

/**
 * Puts back what an action holds, if it holds anything. What there is nothing to let go of is
 * well; a host that is not in the inventory is not.
 */
export async function letGo(
  desk: Pick<ContainmentDesk, 'thaw'>,
  action: Action,
  target: HostTarget | undefined,
): Promise<ContainmentResult> {
  const { id, host, state, plan } = action;
  const said = (text: string, complete: boolean): ContainmentResult => ({
    ...{ id, host, state, complete, text, method: plan.method },
  });
  if (!isHolding(action)) return said(`nothing is frozen by it: ${state}`, true);
  if (target === undefined) {
    return said('not put back: its host is not in the inventory; name the one it is in', false);
  }
  return desk.thaw(action, target);
}
