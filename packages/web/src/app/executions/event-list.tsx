import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import { EventRow } from './event-row.tsx';

const ROW_PX = 61;
const OVERSCAN_ROWS = 8;
/** How near the end the next page is asked for. */
const NEAR_END_ROWS = 20;

/** Executions one below the other; only those near the window are drawn. */
export function EventList({
  rows,
  onEnd,
}: {
  readonly rows: readonly StoredEvent[];
  readonly onEnd: () => void;
}): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null) setTop(Math.round(current.getBoundingClientRect().top + scrollY));
  }, [rows.length === 0]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: OVERSCAN_ROWS,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const nearsEnd = rows.length > 0 && last >= rows.length - NEAR_END_ROWS;
  useEffect(() => {
    if (nearsEnd) onEnd();
  }, [nearsEnd, rows.length]);
  return (
    <ul
      ref={list}
      aria-label="Executions"
      className="relative"
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ key, index, start }) => {
        const stored = rows[index];
        return (
          stored !== undefined && (
            <li
              key={String(key)}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <EventRow stored={stored} />
            </li>
          )
        );
      })}
    </ul>
  );
}
