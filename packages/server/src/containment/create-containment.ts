import { VedetteError } from '@vedette/core';
import {
  type Action,
  type ActionLog,
  type EvidenceLine,
  evidenceLines,
  type EvidenceStore,
  eventText,
  foldActions,
  type FreezePlan,
  type HostTarget,
  type Inventory,
  isHolding,
  letGo,
  openActionLog,
  openEvidenceStore,
  stateFolder,
} from '@vedette/sweep';

import type { Containment, ContainmentOutcome } from './containment.ts';
import { createFewAtOnce } from './few-at-once.ts';
import { type DeskSettings, openDesk } from './open-desk.ts';

/** Each may hold a connection and read a program of hundreds of megabytes. */
const WORK_AT_ONCE_MAX = 4;
/** Each reads the log and the manifests; nobody who only looks keeps an operator waiting. */
const LOOKS_AT_ONCE_MAX = 16;
/** Named where a host is not among them. */
const NAMED_MAX = 20;

/** Containment by hand over the folders of the commands. Nothing is opened before it is asked. */
export function createContainment(settings: DeskSettings): Containment {
  const { env, clock, version } = settings;
  const folder = stateFolder(env);
  const now = (): Date => new Date(clock.epochMs());
  const log = openActionLog({ folder, now });
  const store = openEvidenceStore({ folder, log, now, version });
  const work = createFewAtOnce(WORK_AT_ONCE_MAX);
  const looks = createFewAtOnce(LOOKS_AT_ONCE_MAX);
  const planOf = async (
    { host, pid, who }: Parameters<Containment['planFreeze']>[0],
    then: (frozen: Planned) => Promise<ContainmentOutcome | null>,
  ): Promise<{ readonly plan: FreezePlan; readonly result: ContainmentOutcome | null }> => {
    await using open = await openDesk(settings, who);
    const target = targetOf(open.inventory, host);
    const plan = await open.desk.planFreeze(target, pid);
    return { plan, result: await then({ plan, freeze: () => open.desk.freeze(plan, target) }) };
  };
  return {
    list: () => looks.run(() => listOf(log, store)),
    show: (id) => looks.run(() => detailOf(log, store, id)),
    verify: (id) =>
      work.run(async () => {
        const problems = [...(await store.verify(id)), ...(await log.verify())];
        return problems.map(({ where, problem }) => `${where}: ${problem}`);
      }),
    planFreeze: (process) => work.run(async () => (await planOf(process, async () => null)).plan),
    freeze: ({ confirm, ...process }) =>
      work.run(async () => {
        const { plan, result } = await planOf(process, async ({ plan: made, freeze }) => {
          // Made anew: what was confirmed must still be what is there.
          refuseUnless(made, confirm);
          return outcomeOf(await freeze());
        });
        if (result === null) throw new TypeError('a freeze without a result');
        return { plan, result };
      }),
    planThaw: (id) => looks.run(() => actionOf(log, id)),
    thaw: ({ id, confirm, who }) =>
      work.run(async () => {
        const action = await actionOf(log, id);
        if (confirm !== action.host) {
          throw new VedetteError('unconfirmed', { what: `thawing ${id}` });
        }
        await using open = await openDesk(settings, who);
        const target = open.inventory.hosts.find(({ name }) => name === action.host);
        return outcomeOf(await letGo(open.desk, action, target));
      }),
    idle: work.idle,
  };
}

interface Planned {
  readonly plan: FreezePlan;
  readonly freeze: () => Promise<ContainmentOutcome>;
}

function refuseUnless(
  { plan, refusals, host, identity, confirm }: FreezePlan,
  given: string,
): void {
  const what = `freezing process ${identity.pid} on ${host}`;
  if (plan === null || refusals.length > 0) {
    const problem = refusals.map(({ code, detail }) => `${code}: ${detail}`).join('; ');
    throw new VedetteError('freeze-refused', { what, problem });
  }
  if (given !== confirm) throw new VedetteError('unconfirmed', { what });
}

async function listOf(log: ActionLog, store: EvidenceStore): Promise<readonly EvidenceLine[]> {
  return evidenceLines(foldActions(await log.entries()), await store.list());
}

async function detailOf(
  log: ActionLog,
  store: EvidenceStore,
  id: string,
): ReturnType<Containment['show']> {
  const entries = await log.entries();
  const action = foldActions(entries).find((each) => each.id === id);
  const bundle = await bundleOf(store, id);
  const [line] = evidenceLines(
    action === undefined ? [] : [action],
    bundle === undefined ? [] : [bundle],
  );
  if (line === undefined) throw new VedetteError('evidence-unknown', { id });
  const events = entries
    .filter((entry) => entry.action === id)
    .map(({ at, event }) => ({ at, text: eventText(event) }));
  const holding = action !== undefined && isHolding(action);
  return { ...line, holding, kept: bundle?.items ?? [], events };
}

/** An action that came to nothing has no bundle, and is an action all the same. */
async function bundleOf(
  store: EvidenceStore,
  id: string,
): Promise<Awaited<ReturnType<EvidenceStore['read']>> | undefined> {
  try {
    return await store.read(id);
  } catch (error) {
    if (error instanceof VedetteError && error.code === 'evidence-unknown') return undefined;
    throw error;
  }
}

async function actionOf(log: ActionLog, id: string): Promise<Action> {
  const action = foldActions(await log.entries()).find((each) => each.id === id);
  if (action === undefined) throw new VedetteError('action-unknown', { id });
  return action;
}

function targetOf({ hosts }: Inventory, name: string): HostTarget {
  const target = hosts.find((host) => host.name === name);
  if (target !== undefined) return target;
  const known = hosts.slice(0, NAMED_MAX).map((host) => host.name);
  const more = hosts.length > NAMED_MAX ? ` and ${hosts.length - NAMED_MAX} more` : '';
  throw new VedetteError('host-unknown', { name, known: `${known.join(', ')}${more}` });
}

function outcomeOf({ id, state, complete, text }: ContainmentOutcome): ContainmentOutcome {
  return { id, state, complete, text };
}
