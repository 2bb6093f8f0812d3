import { type ReactNode, useState } from 'react';

import { Button } from '../elements/button.tsx';
import { LineField } from '../elements/field.tsx';
import { localTimeText } from './local-time-text.ts';

const MOMENT = { type: 'datetime-local', step: 1 } as const;

interface Moments {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Two moments, typed and then shown: halves of a date are none. */
export function MomentsForm({
  fromMs,
  toMs,
  onShow,
}: {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly onShow: (moments: Moments) => void;
}): ReactNode {
  const [from, setFrom] = useState(typed(fromMs));
  const [to, setTo] = useState(typed(toMs));
  return (
    <form
      aria-label="Span of your own"
      className="col-span-2 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onShow({ from: momentOf(from), to: momentOf(to) });
      }}
    >
      <LineField {...MOMENT} label="From" value={from} onChange={setFrom} />
      <LineField {...MOMENT} label="To (empty: now)" value={to} onChange={setTo} />
      <Button type="submit">Show</Button>
    </form>
  );
}

function typed(ms: number | undefined): string {
  return ms === undefined ? '' : localTimeText(ms);
}

function momentOf(text: string): number | undefined {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
