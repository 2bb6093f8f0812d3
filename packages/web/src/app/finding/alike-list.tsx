import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Answer } from '../api/ask.ts';
import { HostText } from '../elements/host-text.tsx';
import { SeverityMark } from '../elements/severity-mark.tsx';
import { Time } from '../elements/time.tsx';
import { lifeText } from '../now/life-text.ts';

const SUMMARY_CHARS = 160;

/** Findings that are like this one, and what was said of them. */
export function AlikeList({
  alike,
}: {
  readonly alike: Answer<'GET /v1/findings/{id}/alike'>['alike'];
}): ReactNode {
  if (alike.length === 0) return <p className="text-soft">Nothing like it was found before.</p>;
  return (
    <ul className="flex flex-col gap-3">
      {alike.map(({ finding, likeness, why }) => (
        <li key={finding.id}>
          <div className="flex flex-wrap items-center gap-2">
            <SeverityMark severity={finding.severity} />
            <Link to="/findings/$id" params={{ id: finding.id }} className="underline">
              <HostText text={finding.summary.slice(0, SUMMARY_CHARS)} prose />
            </Link>
          </div>
          <p className="text-sm text-soft">
            {Math.round(100 * likeness)} % alike (<HostText text={why} prose max={120} />) ·{' '}
            <HostText text={lifeText(finding.life)} prose max={160} /> ·{' '}
            <Time ms={finding.lastMs} />
          </p>
        </li>
      ))}
    </ul>
  );
}
