import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { bytesText } from '../elements/bytes-text.ts';
import { counted } from '../elements/counted.ts';
import { HostText } from '../elements/host-text.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { LongList } from '../elements/long-list.tsx';
import { Panel } from '../elements/panel.tsx';
import { Tag } from '../elements/tag.tsx';
import { Time } from '../elements/time.tsx';
import type { Containment } from './containment-shapes.ts';
import { containmentsQuery } from './containments-query.ts';
import { stateWords } from './state-words.ts';

const ROW_PX = 64;
const PLACE_LINES = 2;

/** What was ever frozen on a host, newest first, each with its evidence. */
export function ContainmentsPanel({ host }: { readonly host: string }): ReactNode {
  const containments = useQuery(containmentsQuery);
  return (
    <Panel title="Containments">
      <Loaded query={containments} lines={PLACE_LINES}>
        {({ actions }) => {
          const own = actions
            .filter((action) => action.host === host)
            .toSorted((a, b) => (a.at < b.at ? 1 : -1));
          return own.length === 0 ? (
            <p className="text-soft">Nothing was ever frozen here.</p>
          ) : (
            <LongList label="Containments" items={own} keyOf={({ id }) => id} rowHeightPx={ROW_PX}>
              {(action) => <ContainmentRow action={action} />}
            </LongList>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function ContainmentRow({ action }: { readonly action: Containment }): ReactNode {
  const { id, at, what, state, items, bytes } = action;
  const { words, tone } = stateWords(state);
  const atMs = Date.parse(at);
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <Link to="/evidence/$id" params={{ id }} className="font-mono text-sm text-accent underline">
        {id}
      </Link>
      <Tag tone={tone}>
        <HostText prose text={words} />
      </Tag>
      <span className="min-w-0">
        <HostText prose text={what} />
      </span>
      <span className="text-sm text-soft">
        {items === 0 ? 'no evidence' : `${counted(items, 'item')}, ${bytesText(bytes)}`}
        {Number.isFinite(atMs) && (
          <>
            {' · '}
            <Time ms={atMs} />
          </>
        )}
      </span>
    </div>
  );
}
