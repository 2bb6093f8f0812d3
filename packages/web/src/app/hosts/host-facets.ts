import type { HostRow } from './host-filter.ts';

/** A word for the filter, and how many hosts it holds for. */
export interface HostFacet {
  readonly word: string;
  readonly name: string;
  readonly hosts: number;
}

const TAGS_SHOWN_MAX = 8;

/** What can be filtered by, of the hosts that there are: as they stand, what limits them, tags. */
export function hostFacets(rows: readonly HostRow[]): readonly HostFacet[] {
  const counts = new Map<string, HostFacet>();
  const count = (word: string, name: string): void => {
    counts.set(word, { word, name, hosts: (counts.get(word)?.hosts ?? 0) + 1 });
  };
  for (const { standing } of rows) count(`status:${standing.kind}`, STANDING_NAMES[standing.kind]);
  for (const { badges } of rows) {
    // That a host was not reached is how it stands, too.
    for (const { name, words } of badges) if (name !== 'unreachable') count(`is:${name}`, words);
  }
  const standing = [...counts.values()];
  counts.clear();
  for (const { host } of rows) {
    // A tag with a blank in it could not be written as one word.
    for (const tag of host.sweep?.tags ?? []) if (!/\s/.test(tag)) count(`tag:${tag}`, tag);
  }
  const tags = [...counts.values()].toSorted((a, b) => b.hosts - a.hosts);
  return [...standing, ...tags.slice(0, TAGS_SHOWN_MAX)];
}

const STANDING_NAMES: Readonly<Record<HostRow['standing']['kind'], string>> = {
  clean: 'clean',
  findings: 'with findings',
  incomplete: 'incomplete',
  unreachable: 'unreachable',
  never: 'never swept',
};
