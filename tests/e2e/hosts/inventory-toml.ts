import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestFleet } from './test-fleet.ts';

export interface InventoryOptions {
  readonly fleet: Pick<TestFleet, 'dir' | 'sshConfig'>;
  /** Aliases of the fleet, in the order of the inventory. */
  readonly hosts: readonly { readonly name: string }[];
  /** Further keys of `[settings]`. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** The file's name in the fleet's directory. */
  readonly file?: string;
}

/** Writes an inventory of these hosts, reached by the fleet's ssh configuration; returns its path. */
export function inventoryToml({
  fleet,
  hosts,
  settings = {},
  file = 'inventory.toml',
}: InventoryOptions): string {
  const lines = [
    '[settings]',
    ...Object.entries({ ssh_config: fleet.sshConfig, ...settings }).map(
      // JSON's strings, numbers and booleans are TOML's.
      ([key, value]) => `${key} = ${JSON.stringify(value)}`,
    ),
    ...hosts.flatMap(({ name }) => ['', '[[host]]', `ssh = ${JSON.stringify(name)}`]),
    '',
  ];
  const path = join(fleet.dir, file);
  writeFileSync(path, lines.join('\n'));
  return path;
}
