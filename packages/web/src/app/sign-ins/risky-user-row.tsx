import { Link } from '@tanstack/react-router';
import { escapeText } from '@vedette/core';
import type { ReactNode } from 'react';

import { HostText } from '../elements/host-text.tsx';
import { signed } from '../elements/reasons-list.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import { DecisionMark } from './decision-mark.tsx';
import { reasonName } from './reason-name.ts';
import type { RiskyUser } from './sign-ins-query.ts';

const NAME_CHARS = 100;
const REASONS_SHOWN = 3;

/** One user with risky sign-ins. */
export function RiskyUserRow({ user: risky }: { readonly user: RiskyUser }): ReactNode {
  const { application, user, open, compromised, worst, highest, reasons } = risky;
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <DecisionMark decision={worst} />
        <Link
          to="/sign-ins/$application/$user"
          params={{ application, user }}
          className="min-w-0 font-medium underline-offset-4 hover:underline"
        >
          <HostText text={user.slice(0, NAME_CHARS)} max={NAME_CHARS} />
        </Link>
        {compromised > 0 && <Tag tone="bad">◆ {compromised} compromised</Tag>}
        {open > 0 && <Tag tone="warning">… {open} open</Tag>}
        <span className="text-sm text-soft">
          <HostText text={application} max={NAME_CHARS} />
        </span>
      </div>
      <p className="mt-1 text-sm text-soft">
        <Link
          to="/sign-ins"
          search={{ view: 'sign-ins', application, user }}
          className="text-accent underline"
        >
          {risky.risky} risky
        </Link>{' '}
        of {risky.signIns.toLocaleString()} sign-ins · highest score {signed(highest)} · last risky{' '}
        <Time ms={risky.lastRiskyMs} />
        {reasons.length > 0 &&
          ` · ${reasons
            .slice(0, REASONS_SHOWN)
            .map(({ code }) => escapeText(reasonName(code), NAME_CHARS))
            .join(', ')}`}
      </p>
    </div>
  );
}
