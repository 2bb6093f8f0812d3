import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { StoredEvent } from '../api/shapes.ts';
import { FEED_ROWS_MAX, feedOf, withArrived, withOlder } from './feed.ts';

test('what came since stands in front, each once', () => {
  const feed = withArrived(feedOf(page([3, 2, 1], 'older')), page([5, 4, 3]));
  assert.deepEqual(times(feed.rows), [5, 4, 3, 2, 1]);
  assert.equal(feed.next, 'older');
});

test('what came late finds its place', () => {
  const feed = withArrived(feedOf(page([5, 3])), page([6, 5, 4, 3]));
  assert.deepEqual(times(feed.rows), [6, 5, 4, 3]);
});

test('nothing new is the same feed, so that nothing is drawn again', () => {
  const feed = feedOf(page([2, 1]));
  assert.equal(withArrived(feed, page([2, 1])), feed);
});

test('more than one answer holds begins anew; a full answer that reaches what is known does not', () => {
  const feed = feedOf(page([2, 1]));
  assert.deepEqual(times(withArrived(feed, page([9, 8], 'more')).rows), [9, 8]);
  assert.deepEqual(times(withArrived(feed, page([4, 3, 2], 'more')).rows), [4, 3, 2, 1]);
});

test('older ones go behind, up to the bound; then it is said that there are more', () => {
  const all = Array.from({ length: FEED_ROWS_MAX + 2 }, (_, at) => FEED_ROWS_MAX + 2 - at);
  const feed = withOlder(feedOf(page(all.slice(0, 200), 'a')), page(all.slice(100), 'b'));
  assert.deepEqual(times(feed.rows), all.slice(0, FEED_ROWS_MAX));
  assert.deepEqual([feed.next, feed.cut], [null, true]);
  const whole = withOlder(feedOf(page([3], 'a')), page([2, 1]));
  assert.deepEqual([times(whole.rows), whole.next, whole.cut], [[3, 2, 1], null, false]);
});

function page(ts: readonly number[], next: string | null = null) {
  return { events: ts.map(stored), next };
}

function stored(t: number): StoredEvent {
  return {
    ...{ id: `${t}.0`, receivedMs: t, shape: null, score: null, p: null, state: null },
    ...{ threshold: null, reasons: [], nearest: null, finding: null },
    event: {
      ...{ t, host: 'h', workload: 'w', pid: 1, ppid: 0, uid: 0, kind: 'exec' },
      ...{ comm: 'sh', parent: 'init', exe: '/bin/sh', argv: ['sh'] },
    },
  };
}

function times(rows: readonly StoredEvent[]): readonly number[] {
  return rows.map(({ event }) => event.t);
}
