import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import { HostText } from '../elements/host-text.tsx';
import { Time } from '../elements/time.tsx';
import { happeningOf } from './happening-of.ts';
import { verdictText } from './verdict-text.ts';

const NAME_CHARS_MAX = 160;

/** What happened where, and what was made of it. */
export function ExecutionSentence({ stored }: { readonly stored: StoredEvent }): ReactNode {
  const { event } = stored;
  const { comm, exe, workload, host, parent, uid } = event;
  return (
    <>
      <p>
        <strong>
          <HostText text={comm === '' ? exe : comm} max={NAME_CHARS_MAX} />
        </strong>{' '}
        {happeningOf(event)} <Time ms={event.t} />
        {event.kind === 'exec' && (
          <>
            {' by '}
            <HostText text={parent === '' ? 'a parent that is not known' : parent} />
          </>
        )}
        , as user id {uid}, in the workload{' '}
        <Link to="/workloads/$workload" params={{ workload }} className="text-accent underline">
          <HostText text={workload.slice(0, NAME_CHARS_MAX)} />
        </Link>{' '}
        on the host{' '}
        <Link to="/hosts/$host" params={{ host }} className="text-accent underline">
          <HostText text={host.slice(0, NAME_CHARS_MAX)} />
        </Link>
        .
      </p>
      <p>{verdictText(stored)}</p>
    </>
  );
}
