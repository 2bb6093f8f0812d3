import { type ReactNode, useState } from 'react';

import { Button } from '../elements/button.tsx';
import { Loaded } from '../elements/loaded.tsx';
import { Panel } from '../elements/panel.tsx';
import { canFollow } from './event-filter.ts';
import { EventList } from './event-list.tsx';
import { dropEmpty, type ExecutionsSearch } from './executions-search.ts';
import type { Feed } from './feed.ts';
import { LiveBar } from './live-bar.tsx';
import { NothingRan } from './nothing-ran.tsx';
import { useFeed } from './use-feed.ts';
import { useRate, useWaiting } from './use-rate.ts';
import { useScrolledPast } from './use-scrolled-past.ts';

/** The list, with whether it goes on. */
export function EventFeed({
  search,
  onChange,
  onAgain,
}: {
  readonly search: ExecutionsSearch;
  readonly onChange: (search: ExecutionsSearch) => void;
  readonly onAgain: () => void;
}): ReactNode {
  const [place, readsOn] = useScrolledPast();
  const [points, setPoints] = useState(false);
  const state = stateOf(search, readsOn || points);
  const { feed, more, asksMore } = useFeed(search, state === 'live');
  const newestMs = newestOf(feed.data);
  const rate = useRate(search);
  const waiting = useWaiting(search, { newestMs, counts: counts(search, state) });
  const pause = (paused: boolean): void =>
    onChange(dropEmpty({ ...search, live: paused ? 'off' : undefined }));
  return (
    <div ref={place} className="min-w-0">
      <Panel
        title="Executions"
        aside={<LiveBar {...{ state, rate, waiting }} onPause={pause} onShow={onAgain} />}
      >
        {/* What is pointed at stays where it is, or a click would hit another. */}
        <div
          className="-m-4"
          onPointerEnter={({ pointerType }) => setPoints(pointerType === 'mouse')}
          onPointerLeave={() => setPoints(false)}
        >
          <Loaded query={feed} lines={12}>
            {({ rows, next, cut }) =>
              rows.length === 0 ? (
                <NothingRan search={search} />
              ) : (
                <>
                  <EventList rows={rows} onEnd={() => void more()} />
                  {/* A new one each time: it does not move, the list grows before it. */}
                  <p
                    key={rows.length}
                    className="flex min-h-12 items-center gap-3 px-3 py-2 text-sm text-soft"
                  >
                    {asksMore && 'Loading older ones …'}
                    {!asksMore && next !== null && (
                      <Button onClick={() => void more()}>Older ones</Button>
                    )}
                    {cut && (
                      <>
                        {`A page holds ${rows.length.toLocaleString()} executions at most.`}
                        <Button onClick={() => onChange(from(search, rows.at(-1)?.event.t))}>
                          Go on from here
                        </Button>
                      </>
                    )}
                    {next === null && !cut && 'These are all.'}
                  </p>
                </>
              )
            }
          </Loaded>
        </div>
      </Panel>
    </div>
  );
}

function stateOf(
  search: ExecutionsSearch,
  reads: boolean,
): 'live' | 'paused' | 'reading' | 'still' {
  if (!canFollow(search)) return 'still';
  if (search.live === 'off') return 'paused';
  return reads ? 'reading' : 'live';
}

function counts({ to }: ExecutionsSearch, state: string): boolean {
  return to === undefined && state !== 'live';
}

function newestOf(feed: Feed | undefined): number | undefined {
  if (feed === undefined || feed.rows.length === 0) return undefined;
  return feed.rows.reduce((newest, { event }) => Math.max(newest, event.t), 0);
}

/** The view that begins where this one had to end. */
function from(search: ExecutionsSearch, lastMs = Date.now()): ExecutionsSearch {
  return { ...search, to: Math.ceil(lastMs) + 1 };
}
