import { VedetteError } from '@vedette/core';

/**
 * The hosts of these names, in the inventory's order; all of them if none is named.
 *
 * @throws VedetteError `host-unknown` for a name that is not there.
 */
export function chooseHosts<T extends { readonly name: string }>(
  hosts: readonly T[],
  names: readonly string[] = [],
): readonly T[] {
  const known = hosts.map(({ name }) => name);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) {
    const shown = known.slice(0, NAMED_MAX).join(', ') || 'none';
    const more = known.length > NAMED_MAX ? ` and ${known.length - NAMED_MAX} more` : '';
    throw new VedetteError('host-unknown', { name: missing, known: `${shown}${more}` });
  }
  return names.length === 0 ? hosts : hosts.filter(({ name }) => names.includes(name));
}

const NAMED_MAX = 20;
