import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { LongList } from '../elements/long-list.tsx';
import { Panel } from '../elements/panel.tsx';
import { type BlindSpotGroup, groupBlindSpots } from './group-blind-spots.ts';
import type { BlindSpot } from './health-shapes.ts';

const ROW_PX = 96;
const HOSTS_SHOWN_MAX = 12;

/** What cannot be seen at the moment, why, and what to do about it. */
export function BlindSpotsPanel({ spots }: { readonly spots: readonly BlindSpot[] }): ReactNode {
  const groups = groupBlindSpots(spots);
  return (
    <Panel
      title="Blind spots"
      aside={groups.length === 0 ? undefined : 'An attack there would not be seen.'}
    >
      {groups.length === 0 ? (
        <p className="text-soft">
          None that Vedette knows of: every host was swept wholly and has a sensor that sees every
          execution. What it is not told of, such as a server that no inventory names, it cannot
          list here.
        </p>
      ) : (
        <div className="-my-3">
          <LongList
            label="Blind spots"
            items={groups}
            keyOf={({ what, why, next }) => JSON.stringify([what, why, next])}
            rowHeightPx={ROW_PX}
          >
            {(group) => <BlindSpotRow group={group} />}
          </LongList>
        </div>
      )}
    </Panel>
  );
}

function BlindSpotRow({ group }: { readonly group: BlindSpotGroup }): ReactNode {
  const { what, why, next, hosts } = group;
  const more = hosts.length - HOSTS_SHOWN_MAX;
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[1fr_1fr]">
      <div className="min-w-0">
        <div className="flex flex-wrap gap-x-3 gap-y-1">
          <p className="font-medium text-medium">
            <span aria-hidden="true">◌ </span>
            <HostText prose text={what} />
          </p>
          {hosts.length > 0 && (
            <ul
              aria-label={`On ${counted(hosts.length, 'host')}`}
              className="flex flex-wrap gap-x-3 gap-y-1"
            >
              {hosts.slice(0, HOSTS_SHOWN_MAX).map((host) => (
                <li key={host}>
                  <Link
                    to="/hosts/$host"
                    params={{ host }}
                    className="inline-block min-h-6 min-w-6 text-accent underline"
                  >
                    <HostText text={host} max={60} />
                  </Link>
                </li>
              ))}
              {more > 0 && <li className="text-soft">and {counted(more, 'more host')}</li>}
            </ul>
          )}
        </div>
        <p className="text-soft">
          <HostText prose text={why} />
        </p>
      </div>
      <p className="min-w-0">
        <span className="font-medium">What to do: </span>
        <HostText prose text={next} />
      </p>
    </div>
  );
}
