import { type ReactNode, useState } from 'react';

import { useWhyNot } from '../api/session.ts';
import { Button } from '../elements/button.tsx';
import { CommandLine } from '../elements/command-line.tsx';
import { HostText } from '../elements/host-text.tsx';
import { Time } from '../elements/time.tsx';
import { ShapeDialog } from './shape-dialog.tsx';
import { trustState } from './trust-state.ts';
import { TrustTag } from './trust-tag.tsx';
import type { Shape } from './workloads-query.ts';

const COMMAND_CHARS = 300;
const NAME_CHARS = 80;
const HOSTS_SHOWN = 3;

/** One thing that a workload is known to do, and what can be said of it. */
export function ShapeRow({
  workload,
  shape,
}: {
  readonly workload: string;
  readonly shape: Shape;
}): ReactNode {
  const whyNot = useWhyNot();
  const [asked, ask] = useState<'confirm' | 'forget' | null>(null);
  const { argv, name, count, days, parent, user, place, firstSeenMs, lastSeenMs } = shape;
  const hosts = [...new Set(days.flatMap((day) => day.hosts))];
  const trust = trustState(shape);
  return (
    <div className="grid gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <CommandLine argv={argv.length === 0 ? [name] : argv} max={COMMAND_CHARS} />
        <p className="mt-1 text-sm text-soft">
          <TrustTag trust={trust} /> ran {count === 1 ? 'once' : `${count.toLocaleString()} times`},
          on {days.length === 1 ? '1 day' : `${days.length} of the last 8 days`}
          {hosts.length > 0 && (
            <>
              , on <HostText text={hosts.slice(0, HOSTS_SHOWN).join(', ')} max={NAME_CHARS} />
              {hosts.length > HOSTS_SHOWN && ` and ${hosts.length - HOSTS_SHOWN} more`}
            </>
          )}{' '}
          · by <HostText text={parent} max={NAME_CHARS} /> as {USERS[user]}
          {place !== 'installed' && place !== 'unknown' && ` · ${PLACES[place]}`} · first{' '}
          <Time ms={firstSeenMs} />, last <Time ms={lastSeenMs} />
        </p>
      </div>
      <div className="flex items-start gap-2">
        {trust !== 'confirmed' && (
          <Button why={whyNot} onClick={() => ask('confirm')}>
            Approve …
          </Button>
        )}
        <Button why={whyNot} onClick={() => ask('forget')}>
          Forget …
        </Button>
      </div>
      {asked !== null && (
        <ShapeDialog decision={asked} workload={workload} shape={shape} onClose={() => ask(null)} />
      )}
    </div>
  );
}

const USERS = { root: 'root', service: 'a service', person: 'a person' } as const;
const PLACES = {
  scratch: 'from a scratch directory',
  hidden: 'from a hidden directory',
  memory: 'from memory',
} as const;
