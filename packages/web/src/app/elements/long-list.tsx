import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Below it every row is there, so that the browser's own search finds all of them. */
const WHOLE_ROWS_MAX = 200;
const ROWS_AROUND = 10;

interface LongListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly rowHeightPx: number;
  readonly children: (item: Item) => ReactNode;
}

/** A list of any length: a long one has only the rows that are in sight, and some around them. */
export function LongList<Item>(props: LongListProps<Item>): ReactNode {
  return props.items.length > WHOLE_ROWS_MAX ? <PartOfList {...props} /> : <WholeList {...props} />;
}

function WholeList<Item>({ label, items, keyOf, children }: LongListProps<Item>): ReactNode {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {items.map((item) => (
        <li key={keyOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}

function PartOfList<Item>({
  label,
  items,
  keyOf,
  rowHeightPx,
  children,
}: LongListProps<Item>): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [topPx, setTopPx] = useState(0);
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-deps
  useEffect(() => {
    const { current } = list;
    if (current !== null) setTopPx(Math.round(current.getBoundingClientRect().top + scrollY));
  }, [items.length]);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: ROWS_AROUND,
    scrollMargin: topPx,
  });
  return (
    <ul
      ref={list}
      aria-label={label}
      className="relative"
      style={{ height: `${rows.getTotalSize()}px` }}
    >
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 border-b border-line"
            style={{ transform: `translateY(${start - topPx}px)` }}
          >
            {children(item)}
          </li>
        );
      })}
    </ul>
  );
}
