import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import {
  type Action,
  foldActions,
  isHolding,
  openActionLog,
  openEvidenceStore,
} from '@vedette/sweep';

/** Longer than any lock outlives its holder. */
const LATER_SECS = 120;
/** States in which an action is not settled. */
const UNSETTLED: ReadonlySet<Action['state']> = new Set([
  ...(['planned', 'captured', 'freezing', 'thawing'] as const),
]);

const folderOf = (stateHome: string): string => join(stateHome, 'vedette/sweep');
const now = (): Date => new Date();

/** Every action that a controller has a record of. */
export async function actionsIn(stateHome: string): Promise<readonly Action[]> {
  const log = openActionLog({ folder: folderOf(stateHome), now });
  return foldActions(await log.entries());
}

/** What is not as it has to be once the next run has been: one line for each. */
export async function unsettledIn(stateHome: string): Promise<string[]> {
  const folder = folderOf(stateHome);
  const log = openActionLog({ folder, now });
  const store = openEvidenceStore({ folder, log, now, version: '0' });
  const actions = foldActions(await log.entries());
  const bundles = new Map((await store.list()).map((bundle) => [bundle.id, bundle.state]));
  const problems = [...(await log.verify())];
  for (const id of bundles.keys()) problems.push(...(await store.verify(id)));
  return [
    ...actions.flatMap(({ id, state, sealed }) => [
      ...(UNSETTLED.has(state) ? [`${id} is still ${state}`] : []),
      ...(sealed === null ? [`${id} (${state}) has no sealed evidence`] : []),
      ...(bundles.get(id) === 'sealed' ? [] : [`the bundle ${id} is ${bundles.get(id) ?? 'gone'}`]),
    ]),
    ...[...bundles.keys()]
      .filter((id) => !actions.some((action) => action.id === id))
      .map((id) => `nothing was logged of ${id}`),
    ...problems.map(({ where, problem }) => `${where}: ${problem}`),
  ];
}

/** Actions that, by the record, hold a process. */
export async function holdersOf(stateHome: string, pid: number): Promise<readonly Action[]> {
  const actions = await actionsIn(stateHome);
  return actions.filter(
    (action) => isHolding(action) && action.plan.members.some((member) => member.pid === pid),
  );
}

/** What is kept whole of an action: names of items. */
export async function keptOf(stateHome: string, id: string): Promise<ReadonlySet<string>> {
  const folder = folderOf(stateHome);
  const log = openActionLog({ folder, now });
  const { items } = await openEvidenceStore({ folder, log, now, version: '0' }).read(id);
  return new Set(items.filter(({ status }) => status === 'whole').map(({ name }) => name));
}

/** As if some time had passed since a run was killed: a dead holder's locks are given up then. */
export function letLocksAge(stateHome: string): void {
  const then = Date.now() / 1_000 - LATER_SECS;
  const names: string[] = readdirSync(stateHome, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => one.endsWith('.lock'))) {
    utimesSync(join(stateHome, name), then, then);
  }
}
