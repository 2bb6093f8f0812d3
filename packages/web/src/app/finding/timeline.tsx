import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { Answer } from '../api/ask.ts';
import { HostText } from '../elements/host-text.tsx';
import { Score } from '../elements/score.tsx';
import { Time } from '../elements/time.tsx';

const KINDS = { event: 'execution', life: 'decision', sweep: 'sweep' } as const;
const TEXT_CHARS = 200;

/** What happened, in order. */
export function Timeline({
  entries,
}: {
  readonly entries: Answer<'GET /v1/findings/{id}/timeline'>['entries'];
}): ReactNode {
  if (entries.length === 0) return <p className="text-soft">Nothing more is kept of it.</p>;
  return (
    <ol className="flex flex-col gap-2">
      {entries.map(({ atMs, kind, text, score, eventId }) => (
        <li
          key={`${atMs} ${kind} ${eventId ?? text}`}
          className="grid grid-cols-[8.5rem_1fr] gap-x-3 max-sm:grid-cols-1"
        >
          <span className="text-sm text-soft">
            <Time ms={Math.floor(atMs)} />
            <br />
            {KINDS[kind]}
          </span>
          <span className="min-w-0">
            {eventId === null ? (
              <HostText text={text} prose max={TEXT_CHARS} />
            ) : (
              <Link
                to="/executions/$id"
                params={{ id: eventId }}
                className="underline-offset-4 hover:underline"
              >
                <HostText text={text.slice(0, TEXT_CHARS)} prose />
              </Link>
            )}
            {score !== null && (
              <span className="ml-2 text-sm text-soft">
                <Score value={score} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
