import type { ReactNode } from 'react';

import { Choice } from '../elements/field.tsx';
import { spanOf } from './event-filter.ts';
import { dropEmpty, type ExecutionsSearch, type Span } from './executions-search.ts';
import { MomentsForm } from './moments-form.tsx';

const OPTIONS: readonly (readonly [Span | 'custom', string])[] = [
  ['15m', 'last 15 minutes'],
  ['1h', 'last hour'],
  ['24h', 'last day'],
  ['7d', 'last 7 days'],
  ['custom', 'from … to …'],
];

/** From when to when; a span of one's own has two fields more. */
export function SpanFields({
  search,
  onChange,
}: {
  readonly search: ExecutionsSearch;
  readonly onChange: (search: ExecutionsSearch) => void;
}): ReactNode {
  const { from, to } = search;
  const custom = from !== undefined || to !== undefined;
  const choose = (span: Span | 'custom'): void => {
    const fixed = span === 'custom' ? spanOf(search, Date.now()) : {};
    const named = span === 'custom' || span === '24h' ? undefined : span;
    onChange(dropEmpty({ ...search, from: undefined, to: undefined, ...fixed, span: named }));
  };
  return (
    <>
      <Choice
        label="Span"
        value={custom ? 'custom' : (search.span ?? '24h')}
        options={OPTIONS}
        onChange={choose}
      />
      {custom && (
        <MomentsForm
          key={`${from} ${to}`}
          fromMs={from}
          toMs={to}
          onShow={(moments) => onChange(dropEmpty({ ...search, ...moments }))}
        />
      )}
    </>
  );
}
