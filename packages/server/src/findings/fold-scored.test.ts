import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ServerFinding } from './finding.ts';
import { findingsState, listFindings, openFindings } from './findings-book.ts';
import { FindingsState } from './findings-state.ts';
import { foldCommand } from './fold-command.ts';
import { foldScored } from './fold-scored.ts';
import { expireFindings } from './expire-findings.ts';
import { TREE_QUIET_MS } from './process-trees.ts';
import { kindsOf, NOW_MS, scoredEvent } from './testing/scored-event.ts';

const MINUTE_MS = 60_000;

describe('foldScored', () => {
  it('opens one finding for a shape, however often it comes', () => {
    const book = openFindings();
    const first = foldScored(book, scoredEvent());
    assert.deepEqual(kindsOf(first), ['opened']);
    for (let at = 1; at <= 5; at += 1) {
      const receivedMs = NOW_MS + at;
      const again = scoredEvent({
        receivedMs,
        event: { t: NOW_MS + at, host: `web-${at}`, pid: 900 + at },
      });
      assert.deepEqual(foldScored(book, again), { changes: [], finding: first.finding });
    }
    const [finding, ...others] = listFindings(book, 'o');
    assert.deepEqual(others, []);
    assert.deepEqual(ServerFinding.parse(finding), finding);
    assert.match(finding?.id ?? '', /^x-[0-9a-f]{12}$/);
    assert.equal(finding?.count, 6);
    assert.deepEqual(finding.hosts, ['web-1', 'web-2', 'web-3', 'web-4', 'web-5']);
    assert.equal(finding.lastMs - finding.firstMs, 5);
    assert.equal(
      finding.summary,
      'sh, started by nginx on web-1: nginx has never started sh here; sh is rare in this workload',
    );
  });

  it('says nothing while a workload is learned, and nothing below its threshold', () => {
    const book = openFindings();
    const learning = foldScored(book, scoredEvent({ verdict: { state: 'learning' } }));
    const below = foldScored(book, scoredEvent({ verdict: { score: 0.799 } }));
    assert.deepEqual(
      [learning, below],
      [
        { changes: [], finding: null },
        { changes: [], finding: null },
      ],
    );
    assert.deepEqual(listFindings(book, 'o'), []);
  });

  it('keeps organisations and workloads apart', () => {
    const book = openFindings();
    const ids = [
      foldScored(book, scoredEvent()),
      foldScored(book, scoredEvent({ org: 'p' })),
      foldScored(book, scoredEvent({ event: { workload: 'db', pid: 7, ppid: 6 } })),
    ].map(({ finding }) => finding);
    assert.equal(new Set(ids).size, 3);
    assert.equal(listFindings(book, 'o').length, 2);
    assert.equal(listFindings(book, 'p').length, 1);
  });

  it('makes one finding of what is new in one process tree within minutes', () => {
    const book = openFindings();
    const first = foldScored(book, scoredEvent());
    const child = scoredEvent({
      shapeKey: 'shape-curl',
      event: { comm: 'curl', exe: '/usr/bin/curl', pid: 201, ppid: 200, t: NOW_MS + MINUTE_MS },
      verdict: { score: 0.93 },
    });
    const joined = foldScored(book, child);
    assert.deepEqual(kindsOf(joined), ['raised']);
    const sibling = scoredEvent({
      shapeKey: 'shape-chmod',
      event: { comm: 'chmod', exe: '/bin/chmod', pid: 202, ppid: 100, t: NOW_MS + 2 * MINUTE_MS },
    });
    assert.deepEqual(kindsOf(foldScored(book, sibling)), ['joined']);
    const [finding, ...others] = listFindings(book, 'o');
    assert.deepEqual(others, []);
    assert.equal(finding?.id, first.finding);
    assert.equal(finding?.severity, 'high');
    assert.equal(finding.score, 0.93);
    assert.match(finding.summary, /^curl/);
    assert.equal(Array.isArray(finding.facts['also']) && finding.facts['also'].length, 2);
    // A shape that joined is known by itself from now on.
    const later = {
      ...child,
      event: { ...child.event, t: NOW_MS + 90 * MINUTE_MS, pid: 9, ppid: 8 },
    };
    assert.deepEqual(foldScored(book, later), { changes: [], finding: first.finding });
  });

  it('gives what is half as strange in such a tree to the finding, and makes none of it', () => {
    const book = openFindings();
    const quiet = { shapeKey: 'k', verdict: { score: 0.5 }, event: { pid: 201, ppid: 200 } };
    assert.equal(foldScored(book, scoredEvent(quiet)).finding, null);
    const { finding } = foldScored(book, scoredEvent());
    assert.deepEqual(foldScored(book, scoredEvent(quiet)), { changes: [], finding });
    assert.equal(listFindings(book, 'o')[0]?.count, 1);
  });

  it('joins nothing over init, over another host or workload, or after a quiet time', () => {
    const book = openFindings();
    foldScored(book, scoredEvent({ event: { ppid: 1 } }));
    const elsewhere = [
      { pid: 300, ppid: 1 },
      { pid: 301, ppid: 200, host: 'web-2' },
      { pid: 302, ppid: 200, workload: 'db' },
      { pid: 303, ppid: 200, t: NOW_MS + TREE_QUIET_MS + 1 },
    ];
    const kinds = elsewhere.flatMap((event, at) =>
      kindsOf(foldScored(book, scoredEvent({ shapeKey: `other-${at}`, event }))),
    );
    assert.deepEqual(kinds, ['opened', 'opened', 'opened', 'opened']);
  });

  it('knows processes by the sensor’s id where there is one, not by a pid that is used again', () => {
    const book = openFindings();
    foldScored(book, scoredEvent({ event: { id: 'b-1', parentId: 'b-0' } }));
    const reused = scoredEvent({ shapeKey: 'k', event: { id: 'b-9', parentId: 'b-8', pid: 200 } });
    assert.deepEqual(kindsOf(foldScored(book, reused)), ['opened']);
    const child = scoredEvent({ shapeKey: 'l', event: { id: 'b-2', parentId: 'b-1', pid: 5 } });
    assert.deepEqual(kindsOf(foldScored(book, child)), ['joined']);
  });

  it('never hides something new in what a person has closed, expected or seen', () => {
    for (const command of [
      { do: 'acknowledge' },
      { do: 'resolve' },
      { do: 'expect', scope: 'shape', reason: 'r', owner: 'o', untilMs: null },
    ] as const) {
      const book = openFindings();
      const { finding } = foldScored(book, scoredEvent());
      const asked = { ...command, finding: finding ?? '' };
      foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS, command: asked });
      const child = scoredEvent({ shapeKey: 'new', event: { pid: 201, ppid: 200 } });
      assert.deepEqual(kindsOf(foldScored(book, child)), ['opened'], command.do);
    }
  });

  it('comes back from a checkpoint at any moment as if nothing had happened', () => {
    const events = Array.from({ length: 40 }, (_, at) =>
      scoredEvent({
        shapeKey: `shape-${at % 11}`,
        event: { pid: 200 + at, ppid: 200 + Math.floor(at / 3), t: NOW_MS + at * 9_000 },
        verdict: { score: 0.7 + (at % 7) * 0.04 },
      }),
    );
    const whole = openFindings();
    const told = events.map((event) => foldScored(whole, event));
    for (const cut of [0, 1, 7, 20, 39]) {
      const before = openFindings();
      for (const event of events.slice(0, cut)) foldScored(before, event);
      const stored: unknown = JSON.parse(JSON.stringify(findingsState(before)));
      const after = openFindings(FindingsState.parse(stored));
      assert.deepEqual(
        events.slice(cut).map((event) => foldScored(after, event)),
        told.slice(cut),
      );
      assert.deepEqual(findingsState(after), findingsState(whole));
    }
  });

  it('gives up what was resolved longest ago, and counts what finds no room', () => {
    const book = openFindings(undefined, { findingsMax: 2 });
    const fold = (at: number) =>
      foldScored(
        book,
        scoredEvent({
          shapeKey: `k${at}`,
          receivedMs: NOW_MS + at,
          event: { pid: 10 * at + 5, ppid: 1, t: NOW_MS + at },
        }),
      );
    const [first, second] = [fold(1), fold(2)];
    assert.deepEqual(fold(3), { changes: [], finding: null });
    const resolve = { do: 'resolve', finding: second.finding ?? '' } as const;
    foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS, command: resolve });
    assert.deepEqual(kindsOf(fold(3)), ['opened']);
    const ids = listFindings(book, 'o').map(({ id }) => id);
    assert.equal(ids.length, 2);
    assert.ok(ids.includes(first.finding ?? ''));
    const [state] = findingsState(book).orgs;
    assert.deepEqual([state?.evicted, state?.refused], [1, 1]);
  });

  it('makes room for what is more serious, but never by what is expected', () => {
    const book = openFindings(undefined, { findingsMax: 3 });
    const fold = (at: number, score: number) =>
      foldScored(
        book,
        scoredEvent({
          ...{ shapeKey: `k${at}`, verdict: { score } },
          event: { pid: 10 * at + 5, ppid: 1, t: NOW_MS + at },
        }),
      );
    const [first, second, third] = [fold(1, 0.85), fold(2, 0.95), fold(3, 0.85)];
    const expect = { do: 'expect', reason: 'r', owner: 'ada', scope: 'shape' } as const;
    const command = { ...expect, finding: first.finding ?? '', untilMs: null };
    foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS, command });
    const fourth = fold(4, 0.99);
    const kept = [first, second, fourth].map(({ finding }) => finding);
    assert.deepEqual(new Set(listFindings(book, 'o').map(({ id }) => id)), new Set(kept));
    assert.equal(fold(3, 0.85).finding, null);
    assert.notEqual(third.finding, null);
    assert.deepEqual(kindsOf(fold(5, 0.99)), ['opened']);
    assert.deepEqual(kindsOf(fold(6, 0.99)), []);
    const [state] = findingsState(book).orgs;
    assert.deepEqual([state?.evicted, state?.refused], [2, 2]);
  });

  it('follows a bounded number of trees and of their processes', () => {
    const book = openFindings();
    for (let at = 0; at < 1_100; at += 1) {
      const event = { pid: 10_000 + at, ppid: 50_000 + at };
      foldScored(book, scoredEvent({ shapeKey: `k${at % 3}`, event }));
    }
    for (let at = 0; at < 400; at += 1) {
      const event = { pid: 90_000 + at, ppid: 11_099 };
      foldScored(book, scoredEvent({ event, verdict: { score: 0 } }));
    }
    const trees = findingsState(book).orgs[0]?.trees ?? [];
    assert.equal(trees.length, 1_000);
    assert.equal(Math.max(...trees.map(({ processes }) => processes.length)), 256);
  });

  it('lets go of trees that are quiet', () => {
    const book = openFindings();
    foldScored(book, scoredEvent());
    assert.equal(findingsState(book).orgs[0]?.trees.length, 1);
    expireFindings(book, NOW_MS + TREE_QUIET_MS + 1);
    assert.deepEqual(findingsState(book).orgs[0]?.trees, []);
  });
});
