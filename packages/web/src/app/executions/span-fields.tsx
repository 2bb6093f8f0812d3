import type { ReactNode } from 'react';

import { Choice, Field, INPUT } from '../elements/field.tsx';
import { spanOf } from './event-filter.ts';
import { dropEmpty, type ExecutionsSearch, type Span } from './executions-search.ts';
import { localTimeText } from './local-time-text.ts';

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
  const custom = search.from !== undefined || search.to !== undefined;
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
        <>
          <Moment
            label="From"
            ms={search.from}
            onChange={(from) => onChange(dropEmpty({ ...search, from }))}
          />
          <Moment
            label="To (empty: now)"
            ms={search.to}
            onChange={(to) => onChange(dropEmpty({ ...search, to }))}
          />
        </>
      )}
    </>
  );
}

function Moment({
  label,
  ms,
  onChange,
}: {
  readonly label: string;
  readonly ms: number | undefined;
  readonly onChange: (ms: number | undefined) => void;
}): ReactNode {
  return (
    <Field label={label}>
      {(id) => (
        <input
          key={ms}
          id={id}
          type="datetime-local"
          step={1}
          className={INPUT}
          defaultValue={ms === undefined ? '' : localTimeText(ms)}
          onBlur={({ target }) => {
            const chosen = target.value === '' ? undefined : new Date(target.value).getTime();
            const same = chosen !== undefined && localTimeText(chosen) === localTimeText(ms ?? -1);
            if (!same && chosen !== ms) onChange(Number.isNaN(chosen) ? ms : chosen);
          }}
        />
      )}
    </Field>
  );
}
