import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import { commandStart } from '../elements/command-start.ts';
import { HostText } from '../elements/host-text.tsx';
import { Score } from '../elements/score.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';

/** A row is one line; the whole is a click away. */
const COMMAND_CHARS_MAX = 300;
const NAME_CHARS_MAX = 80;

/** One execution in a list: when, how unusual, what, where, started by whom. */
export function EventRow({ stored }: { readonly stored: StoredEvent }): ReactNode {
  const { event, score, finding, id } = stored;
  const { endpoint, kind } = event;
  return (
    <div className="relative grid grid-cols-[1fr_auto] gap-x-4 px-3 py-2 focus-within:bg-accent-soft hover:bg-sunken sm:grid-cols-[9.5rem_5.5rem_minmax(0,1fr)]">
      <span className="text-sm text-soft">
        <Time ms={event.t} />
      </span>
      <span className="text-sm">
        <span className="sr-only">Score </span>
        <Score value={score} />
      </span>
      <span className="col-span-2 flex min-w-0 items-center gap-2 sm:col-span-1">
        {kind !== 'exec' && <Tag>{kind}</Tag>}
        <Link
          to="/executions/$id"
          params={{ id }}
          className="min-w-0 truncate after:absolute after:inset-0 hover:underline"
        >
          <HostText text={commandStart(event, COMMAND_CHARS_MAX)} />
        </Link>
        {endpoint !== undefined && (
          <span className="shrink-0">
            → <HostText text={`${endpoint.address}:${endpoint.port}`} max={NAME_CHARS_MAX} />
          </span>
        )}
        {finding !== null && <Tag tone="bad">finding</Tag>}
      </span>
      <span className="col-span-2 min-w-0 truncate text-sm text-soft sm:col-start-3">
        <Name text={event.workload} /> on <Name text={event.host} />, started by{' '}
        <Name text={event.parent} />
      </span>
    </div>
  );
}

function Name({ text }: { readonly text: string }): ReactNode {
  return text === '' ? '?' : <HostText text={text.slice(0, NAME_CHARS_MAX)} />;
}
