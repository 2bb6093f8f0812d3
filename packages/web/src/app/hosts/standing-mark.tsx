import type { ReactNode } from 'react';

import type { SweepStanding } from './sweep-standing.ts';

/** Form, words and colour say the same. */
const FORMS: Readonly<Record<SweepStanding['kind'], readonly [form: string, colour: string]>> = {
  clean: ['✓', 'text-good'],
  findings: ['✗', 'text-critical'],
  incomplete: ['◐', 'text-medium'],
  unreachable: ['✗', 'text-critical'],
  never: ['◌', 'text-medium'],
};

/** How a host was at its last sweep. */
export function StandingMark({ standing }: { readonly standing: SweepStanding }): ReactNode {
  const [form, colour] = FORMS[standing.kind];
  return (
    <span className={`font-medium ${colour}`}>
      <span aria-hidden="true">{form} </span>
      {standing.words}
    </span>
  );
}
