import { DEFAULT_SETTINGS, type Inventory } from './inventory.ts';

/** The inventory where there is none: this host alone, reached without ssh. */
export function localInventory(hostname: string): Inventory {
  return {
    file: null,
    settings: DEFAULT_SETTINGS,
    hosts: [{ name: hostname, ssh: null, note: '', tags: [], sudo: false }],
  };
}
