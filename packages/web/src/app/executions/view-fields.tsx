import type { ReactNode } from 'react';

import { Choice } from '../elements/field.tsx';
import { dropEmpty, type ExecutionsSearch } from './executions-search.ts';
import { SpanFields } from './span-fields.tsx';

const SCORES = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** Span, order and lowest score of the list. */
export function ViewFields({
  search,
  onChange,
}: {
  readonly search: ExecutionsSearch;
  readonly onChange: (search: ExecutionsSearch) => void;
}): ReactNode {
  const { min, order = 'newest' } = search;
  const scores = [...new Set([...SCORES, ...(min === undefined ? [] : [min])])].toSorted(
    (a, b) => a - b,
  );
  return (
    <div className="grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
      <SpanFields search={search} onChange={onChange} />
      <Choice
        label="Order"
        value={order}
        options={[
          ['newest', 'newest first'],
          ['highest-score', 'highest score first'],
        ]}
        onChange={(chosen) =>
          onChange(dropEmpty({ ...search, order: chosen === 'newest' ? undefined : chosen }))
        }
      />
      <Choice
        label="Lowest score"
        value={String(min ?? 0)}
        options={[
          ['0', 'any'],
          ...scores.map((score) => [String(score), `${score} and above`] as const),
        ]}
        onChange={(chosen) =>
          onChange(dropEmpty({ ...search, min: chosen === '0' ? undefined : Number(chosen) }))
        }
      />
    </div>
  );
}
