import { escapeText, safeJson } from '@vedette/core';
import { findInventory, plural } from '@vedette/sweep';

import type { CommonOptions } from '../program/options.ts';
import type { Surroundings } from '../surroundings.ts';

const JSON_INDENT = 2;

/** `vedette config check`: says that the inventory is right; what is wrong is an error. */
export async function checkConfig(here: Surroundings, options: CommonOptions): Promise<void> {
  const { file, hosts } = await findInventory(options.inventory, here.cwd);
  if (options.json === true) {
    here.stdout.write(`${safeJson({ file, hosts: hosts.length, ok: true }, JSON_INDENT)}\n`);
    return;
  }
  const name = file === null ? 'no inventory: this host alone' : escapeText(file);
  here.stdout.write(`✓ ${name} · ${plural(hosts.length, 'host')}\n`);
}

/** `vedette config show`: the inventory with its defaults filled in. */
export async function showConfig(here: Surroundings, options: CommonOptions): Promise<void> {
  const inventory = await findInventory(options.inventory, here.cwd);
  if (options.json === true) {
    here.stdout.write(`${safeJson(inventory, JSON_INDENT)}\n`);
    return;
  }
  const { file, settings, hosts } = inventory;
  const lines = [
    `file  ${file === null ? 'none: this host alone' : escapeText(file)}`,
    ...Object.entries(settings).map(([key, value]) => `${key}  ${escapeText(String(value))}`),
    ...hosts.map(
      ({ name, ssh, sudo, tags, note }) =>
        `host  ${escapeText(name)}  ssh=${escapeText(ssh ?? 'none')} sudo=${sudo} tags=${escapeText(tags.join(','))} ${escapeText(note)}`,
    ),
  ];
  here.stdout.write(`${lines.join('\n')}\n`);
}
