import { escapeText, VedetteError, safeJson } from '@vedette/core';
import {
  findInventory,
  type HostState,
  openStateStore,
  padText,
  stateFolder,
} from '@vedette/sweep';

import type { CommonOptions } from '../program/options.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;
const NAME_COLUMNS = 20;
const STATUS_COLUMNS = 14;
const WHEN_COLUMNS = 26;

interface HostLine {
  readonly name: string;
  readonly ssh: string | null;
  readonly status: string;
  readonly lastSweep: string | null;
  readonly open: number;
  readonly items: number;
  readonly problem?: string;
}

/** `vedette hosts`: what is watched, and how it was at the last sweep. */
export async function listHosts(here: Surroundings, options: CommonOptions): Promise<number> {
  const { hosts } = await findInventory(options.inventory, here.cwd);
  const store = openStateStore(stateFolder(here.env));
  const lines: HostLine[] = [];
  for (const { name, ssh } of hosts) lines.push(await hostLine(store.read(name), { name, ssh }));
  if (options.json === true) here.stdout.write(`${safeJson(lines, JSON_INDENT)}\n`);
  else for (const line of lines) here.stdout.write(`${lineText(line)}\n`);
  return lines.some(({ problem }) => problem !== undefined) ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

async function hostLine(
  reading: Promise<HostState>,
  host: { readonly name: string; readonly ssh: string | null },
): Promise<HostLine> {
  try {
    const { lastSweep, open, items } = await reading;
    return {
      ...host,
      status: lastSweep?.status ?? 'never swept',
      lastSweep: lastSweep?.at ?? null,
      open: open.length,
      items: items.length,
    };
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    const unknown = { status: 'unknown', lastSweep: null, open: 0, items: 0 };
    return { ...host, ...unknown, problem: error.message };
  }
}

function lineText({ name, ssh, status, lastSweep, open, items, problem }: HostLine): string {
  const state = problem === undefined ? `${open} open · ${items} items` : escapeText(problem);
  return [
    padText(escapeText(name), NAME_COLUMNS),
    padText(status, STATUS_COLUMNS),
    padText(lastSweep ?? '', WHEN_COLUMNS),
    `${state}${ssh === null ? ' · this host' : ''}`,
  ].join('');
}
