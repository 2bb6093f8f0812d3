import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** Up to here everything is there, so that the browser's own search finds it. */
const WHOLE_MAX = 200;
const OVERSCAN_ROWS = 10;

interface ListProps<Item> {
  /** What the list is of, for who cannot see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** About how high a row is, until it has been measured. */
  readonly rowPx: number;
  readonly renderRow: (item: Item) => ReactNode;
}

/** A list of rows; of a long one only what can be seen is drawn. */
export function LongList<Item>(props: ListProps<Item>): ReactNode {
  const { label, items, keyOf, renderRow } = props;
  if (items.length > WHOLE_MAX) return <WindowedList {...props} />;
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {items.map((item) => (
        <li key={keyOf(item)}>{renderRow(item)}</li>
      ))}
    </ul>
  );
}

function WindowedList<Item>({ label, items, keyOf, rowPx, renderRow }: ListProps<Item>): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null) setTopPx(current.getBoundingClientRect().top + scrollY);
  }, [items.length]);
  // The compiler of React is not used; see the rule for what it could not memoise.
  // oxlint-disable-next-line react/incompatible-library
  const windowed = useWindowVirtualizer({
    ...{ count: items.length, overscan: OVERSCAN_ROWS, scrollMargin: topPx },
    estimateSize: () => rowPx,
  });
  return (
    <ul
      ref={list}
      aria-label={label}
      className="relative"
      style={{ height: `${windowed.getTotalSize()}px` }}
    >
      {windowed.getVirtualItems().map(({ index, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={keyOf(item)}
            ref={windowed.measureElement}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 border-b border-line"
            style={{ transform: `translateY(${start - topPx}px)` }}
          >
            {renderRow(item)}
          </li>
        );
      })}
    </ul>
  );
}
