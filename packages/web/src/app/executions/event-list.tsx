import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

import type { StoredEvent } from '../api/shapes.ts';
import { EventRow } from './event-row.tsx';

/** As measured, so that nothing moves when it is measured again: two lines on a desk, three on a phone. */
const ROW_PX = { desk: 57.25, phone: 76 };
const desk = matchMedia('(min-width: 40rem)');
const OVERSCAN_ROWS = 4;
/** How near the end the next page is asked for. */
const NEAR_END_ROWS = 80;

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
  }, [rows]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (desk.matches ? ROW_PX.desk : ROW_PX.phone),
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: OVERSCAN_ROWS,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const nearsEnd = rows.length > 0 && last >= rows.length - NEAR_END_ROWS;
  const askedAt = useRef(0);
  useEffect(() => {
    // Once for each length: what failed is not asked for again and again.
    if (!nearsEnd || askedAt.current === rows.length) return;
    askedAt.current = rows.length;
    onEnd();
  }, [nearsEnd, rows.length, onEnd]);
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
