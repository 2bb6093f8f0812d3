import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  type ContainmentResult,
  findInventory,
  type FreezePlan,
  type HostTarget,
} from '@vedette/sweep';

import { chooseHosts } from '../choose-hosts.ts';
import { freezePlanText } from '../freeze-plan-text.ts';
import { layoutFor } from '../layout.ts';
import { openDesk } from '../open-desk.ts';
import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** The options of `vedette freeze`. */
export interface FreezeOptions extends CommonOptions {
  readonly host?: string;
  readonly pid: number;
  readonly confirm?: string;
}

/**
 * `vedette freeze`: shows what freezing a process would take, and does it when that plan was
 * confirmed. The plan is made anew each time: what was confirmed must still be what is there.
 */
export async function freeze(here: Surroundings, options: FreezeOptions): Promise<number> {
  const inventory = await findInventory(options.inventory, here.cwd);
  const target = oneHost(inventory.hosts, options.host);
  await using open = openDesk(here, inventory);
  const plan = await open.desk.planFreeze(target, options.pid);
  const refused = plan.plan === null || plan.refusals.length > 0;
  if (refused || options.confirm === undefined) {
    printPlan(here, plan, options);
    return refused ? EXIT_CODES.uncontained : EXIT_CODES.ok;
  }
  if (options.confirm !== plan.confirm) {
    const problem = `that is not what confirms freezing process ${options.pid} on ${target.name} as it is now`;
    throw new VedetteError('freeze-unconfirmed', { problem });
  }
  const result = await open.desk.freeze(plan, target);
  printResult(here, plan, { ...options, result });
  return result.complete && result.state !== 'refused' ? EXIT_CODES.ok : EXIT_CODES.uncontained;
}

function oneHost(hosts: readonly HostTarget[], name: string | undefined): HostTarget {
  const chosen = chooseHosts(hosts, name === undefined ? [] : [name]);
  const [only] = chosen;
  if (only === undefined || chosen.length > 1) {
    throw new VedetteError('usage', { problem: 'say which host: --host NAME' });
  }
  return only;
}

function printPlan(here: Surroundings, plan: FreezePlan, options: FreezeOptions): void {
  const text =
    options.json === true
      ? safeJson({ ...plan, result: null }, JSON_INDENT)
      : freezePlanText(plan, layoutFor(here, options), options.inventory);
  here.stdout.write(`${text}\n`);
}

function printResult(
  here: Surroundings,
  plan: FreezePlan,
  { json, result }: { readonly json?: boolean; readonly result: ContainmentResult },
): void {
  if (json === true) {
    here.stdout.write(`${safeJson({ ...plan, result }, JSON_INDENT)}\n`);
    return;
  }
  const { id, text, complete } = result;
  const where = `process ${plan.identity.pid} on ${escapeText(plan.host)}`;
  here.stdout.write(`${complete ? '✓' : '✗'} ${id}  ${where}: ${escapeText(text)}\n`);
  here.stdout.write(`next: vedette evidence show ${id} · vedette thaw ${id}\n`);
}
