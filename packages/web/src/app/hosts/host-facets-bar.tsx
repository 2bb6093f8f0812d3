import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import type { HostFacet } from './host-facets.ts';

/** What hosts can be filtered by, with counts; a click puts the word into the filter or takes it out. */
export function HostFacetsBar({
  facets,
  filter,
  onToggle,
}: {
  readonly facets: readonly HostFacet[];
  readonly filter: string;
  readonly onToggle: (word: string) => void;
}): ReactNode {
  const words = new Set(filter.split(/\s+/));
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Filter by</legend>
      {facets.map(({ word, name, hosts }) => (
        <button
          key={word}
          type="button"
          aria-pressed={words.has(word)}
          onClick={() => onToggle(word)}
          className="min-h-7 rounded-full border border-strong-line bg-raised px-2.5 text-sm hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
        >
          <HostText prose text={name} max={40} /> <span className="tabular-nums">{hosts}</span>
        </button>
      ))}
    </fieldset>
  );
}
