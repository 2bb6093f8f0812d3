import type { ReactNode } from 'react';

import type { ExecutionsSearch } from './executions-search.ts';
import { FACET_FIELDS } from './facet-fields.ts';
import { FacetPart } from './facet-part.tsx';

/** What there is, with counts: a click shows only that, or all but that. */
export function Facets({ search }: { readonly search: ExecutionsSearch }): ReactNode {
  return (
    <div className="flex flex-col divide-y divide-line">
      {FACET_FIELDS.map((field) => (
        <FacetPart key={field} field={field} search={search} />
      ))}
    </div>
  );
}
