import { confirmSignIn, reportSignIn } from '@vedette/identity';

import type { ApplicationState } from '../application-state.ts';
import type { VerdictResponse } from './history-api.ts';
import type { VerdictOrder } from './sign-in-history.ts';

/**
 * Does to a user's record what a person decided about sign-ins, and writes it down. Safe ones that
 * still wait are learned; compromised ones are taken out, with what came after them from the same
 * address or device.
 */
export async function applyVerdict(
  { change, population, log, nameOf, names }: ApplicationState,
  {
    user,
    ids,
    at,
  }: { readonly user: string; readonly ids: readonly string[]; readonly at: string },
  { verdict, by }: VerdictOrder,
): Promise<VerdictResponse> {
  const { result } = await change(user, (known) => {
    const learned: string[] = [];
    const undone = new Set<string>();
    let record = known;
    for (const id of ids) {
      if (verdict === 'safe') {
        const confirmed = confirmSignIn(record, id, population);
        if (confirmed.found) learned.push(id);
        ({ record } = confirmed);
      } else {
        const rolledBack = reportSignIn(record, id);
        for (const other of rolledBack.undone) undone.add(other);
        ({ record } = rolledBack);
      }
    }
    return { record, result: { learned, undone: [...undone] } };
  });
  const signIns = [...new Set([...ids, ...result.undone])];
  const line = { at, user: nameOf(user), name: names.seal(user), what: 'verdict' } as const;
  await log.append({ ...line, verdict, by, ids: signIns });
  return { user, signIns, ...result };
}
