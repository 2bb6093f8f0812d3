import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  type Action,
  type ContainmentResult,
  findInventory,
  foldActions,
  isHolding,
  letGo,
} from '@vedette/sweep';

import { chooseHosts } from '../choose-hosts.ts';
import { openLog } from '../open-evidence.ts';
import { openDesk } from '../open-desk.ts';
import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** The options of `vedette thaw`. */
export interface ThawOptions extends CommonOptions {
  readonly all?: boolean;
  readonly host?: readonly string[];
}

/** `vedette thaw ID… | --all`: lets go what was frozen; exit code 4 if not all of it. */
export async function thaw(
  here: Surroundings,
  ids: readonly string[],
  options: ThawOptions,
): Promise<number> {
  if ((ids.length === 0) === (options.all !== true)) {
    throw new VedetteError('usage', { problem: 'name containments, or --all of them, not both' });
  }
  const inventory = await findInventory(options.inventory, here.cwd);
  chooseHosts(inventory.hosts, options.host);
  const entries = await openLog(here).entries();
  const actions = chooseActions(foldActions(entries), ids).filter(
    ({ host }) => options.host === undefined || options.host.includes(host),
  );
  await using open = openDesk(here, inventory);
  const results: ContainmentResult[] = [];
  // One after the other, so that what is said of each stands below its name.
  for (const action of actions) {
    const target = inventory.hosts.find(({ name }) => name === action.host);
    const result = await letGo(open.desk, action, target);
    results.push(result);
    if (options.json !== true) printResult(here, action, result);
  }
  if (options.json === true) here.stdout.write(`${safeJson(results, JSON_INDENT)}\n`);
  else if (results.length === 0) here.stdout.write('nothing is frozen\n');
  return results.every(({ complete }) => complete) ? EXIT_CODES.ok : EXIT_CODES.uncontained;
}

function chooseActions(actions: readonly Action[], ids: readonly string[]): readonly Action[] {
  if (ids.length === 0) return actions.filter(isHolding);
  return ids.map((id) => {
    const action = actions.find((each) => each.id === id);
    if (action === undefined) throw new VedetteError('action-unknown', { id });
    return action;
  });
}

function printResult(here: Surroundings, action: Action, result: ContainmentResult): void {
  const { id, host } = action;
  const mark = result.complete ? '✓' : '✗';
  here.stdout.write(`${mark} ${id}  ${escapeText(host)}  ${escapeText(result.text)}\n`);
  if (result.complete) return;
  const byHand = 'by hand: docs/guides/containment.md, "Without Vedette"';
  here.stdout.write(`  when the host answers: vedette thaw ${id} · ${byHand}\n`);
}
