import type { StoredEvent } from '../api/shapes.ts';

/** Rows that are held at the same time; each is some kB, and a tail runs for days. */
export const FEED_ROWS_MAX = 3_000;

/** Events in the order they are shown in. */
export interface Feed {
  readonly rows: readonly StoredEvent[];
  /** Where older ones go on; null at the end of what is stored. */
  readonly next: string | null;
  /** Older ones were let go, or are not taken any more. */
  readonly cut: boolean;
}

interface Page {
  readonly events: readonly StoredEvent[];
  readonly next: string | null;
}

export function feedOf({ events, next }: Page): Feed {
  return { rows: events, next, cut: false };
}

/** With the next page behind. */
export function withOlder(feed: Feed, page: Page): Feed {
  const known = new Set(feed.rows.map(({ id }) => id));
  const rows = [...feed.rows, ...page.events.filter(({ id }) => !known.has(id))];
  return bounded({ rows, next: page.next, cut: feed.cut });
}

/**
 * With what came since in front; what comes late finds its place by its time. More than one answer
 * holds begins the feed anew, so that there is never a gap in it.
 */
export function withArrived(feed: Feed, page: Page): Feed {
  const [newest] = feed.rows;
  const oldest = page.events.at(-1);
  const reaches = page.next === null || (oldest?.event.t ?? 0) <= (newest?.event.t ?? Infinity);
  if (!reaches) return feedOf(page);
  const known = new Set(feed.rows.map(({ id }) => id));
  const fresh = page.events.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return feed;
  const rows = [...fresh, ...feed.rows].toSorted((a, b) => b.event.t - a.event.t);
  return bounded({ ...feed, rows });
}

/** Lets the oldest go; a cursor would then leave a gap, so there is none. */
function bounded(feed: Feed): Feed {
  if (feed.rows.length <= FEED_ROWS_MAX) return feed;
  return { rows: feed.rows.slice(0, FEED_ROWS_MAX), next: null, cut: true };
}
