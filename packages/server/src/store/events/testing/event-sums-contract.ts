import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyCoverage } from '@vedette/core';

import type { CoverageRow, EventQuery } from '../event-store.ts';
import type { plainRow } from './plain-row.ts';
import { ALL_TIME, type StoreFixture, T } from './store-fixture.ts';

/** What an event store counts and adds up; tests for inside a `describe`. */
export function testEventSums(fixture: StoreFixture): void {
  test('a histogram has every bucket, and every event in its own', async () => {
    const org = fixture.freshOrg();
    await fixture.stored(org, [
      { event: { t: T }, score: 0.1 },
      { event: { t: T + 9.9 }, score: 0.4 },
      { event: { t: T + 10 }, score: null },
      { event: { t: T + 39.99, workload: 'db' }, score: 0.7 },
      { event: { t: T + 40 }, score: 1 },
    ]);
    const time = { org, fromMs: T, toMs: T + 40 };
    assert.deepEqual(await fixture.store.histogram({ ...time, buckets: 4 }), [
      { fromMs: T, events: 2, maxScore: 0.4 },
      { fromMs: T + 10, events: 1, maxScore: null },
      { fromMs: T + 20, events: 0, maxScore: null },
      { fromMs: T + 30, events: 1, maxScore: 0.7 },
    ]);
    assert.deepEqual(await fixture.store.histogram({ ...time, workload: 'db', buckets: 1 }), [
      { fromMs: T, events: 1, maxScore: 0.7 },
    ]);
    const all = await fixture.store.histogram({ org, ...ALL_TIME, buckets: 3 });
    assert.equal(all[0]?.events, 5);
  });

  test('a facet has the most frequent values first', async () => {
    const org = fixture.freshOrg();
    await fixture.stored(org, [
      { event: { exe: '/b', uid: 7, parent: 'x', host: 'h', workload: 'w' } },
      { event: { exe: '/a', uid: 7, parent: 'y', kind: 'exit' } },
      { event: { exe: '/b', uid: 8, parent: 'y' } },
      { event: { exe: '/c', uid: 7 }, score: 0.9 },
    ]);
    const query: EventQuery = { org, ...ALL_TIME, order: 'newest', limit: 1 };
    assert.deepEqual(await fixture.store.facet(query, 'exe', 2), [
      { value: '/b', events: 2 },
      { value: '/a', events: 1 },
    ]);
    assert.deepEqual((await fixture.store.facet(query, 'uid', 1))[0], { value: '7', events: 3 });
    assert.deepEqual((await fixture.store.facet(query, 'parent', 1))[0], { value: 'y', events: 2 });
    assert.deepEqual((await fixture.store.facet(query, 'kind', 1))[0], {
      value: 'exec',
      events: 3,
    });
    assert.equal((await fixture.store.facet(query, 'host', 9)).length, 2);
    assert.equal((await fixture.store.facet(query, 'workload', 9)).length, 2);
    assert.deepEqual(await fixture.store.facet({ ...query, minScore: 0.5 }, 'exe', 9), [
      { value: '/c', events: 1 },
    ]);
  });

  test('coverage is added up by host, and a repeat counts once', async () => {
    const org = fixture.freshOrg();
    const first = fixture.nextPosition();
    const row = (host: string, at: number, received: number): CoverageRow => ({
      org,
      position: at,
      receivedMs: T + at,
      host,
      coverage: {
        ...emptyCoverage(),
        received,
        missed: { 'ring-full': 2, [`r-${at}`]: 1 },
        evicted: { batches: 1, events: 10 },
      },
    });
    const coverage = [row('a', first, 5), row('a', first, 5), row('b\u0000', first, 1)];
    await fixture.store.insert({ events: [], coverage });
    await fixture.store.insert({ events: [], coverage });
    const position = fixture.nextPosition();
    await fixture.store.insert({ events: [], coverage: [row('a', position, 7)] });
    const got = await fixture.store.coverage({ org, fromMs: T, toMs: T + position + 1 });
    assert.deepEqual(got, [
      {
        ...row('a', position, 17),
        coverage: {
          ...emptyCoverage(),
          received: 17,
          missed: { 'ring-full': 6, [`r-${first}`]: 2, [`r-${position}`]: 1 },
          evicted: { batches: 3, events: 30 },
        },
      },
      row('b\u0000', first, 1),
    ]);
    assert.deepEqual(
      await fixture.store.coverage({ org, fromMs: T + position + 1, toMs: T * 2 }),
      [],
    );
  });

  test('scores are counted by steps, by days, and by what could have alerted', async () => {
    const org = fixture.freshOrg();
    const day = 86_400_000;
    const scored = (
      shape: string,
      t: number,
      { workload = "web'", ...more }: { score: number; state?: 'learning'; workload?: string },
    ): Parameters<typeof plainRow>[0] => ({
      event: { t: T + t, argv: [shape, 'x'.repeat(1_000)], workload },
      ...{ shape, ...more },
    });
    const workload = "web'";
    const rows = await fixture.stored(org, [
      scored('a', 0, { score: 0.29 }),
      scored('a', 1, { score: 0.295 }),
      scored('b', 2, { score: 0.29 }),
      scored('a', day, { score: 0.7 }),
      scored('low', day, { score: 0.049 }),
      scored('learning', day, { score: 0.9, state: 'learning' }),
      scored('later', 2 * day, { score: 0.9 }),
      scored('b', 2 * day - 1, { score: 1 }),
      scored('other workload', 0, { score: 0.9, workload: 'web' }),
    ]);
    const query = { org, workload, fromMs: T, toMs: T + 2 * day };
    assert.deepEqual(await fixture.store.scores(query), {
      scores: [
        { score: 0.29, events: 3, shapes: 2 },
        { score: 0.7, events: 1, shapes: 1 },
        { score: 1, events: 1, shapes: 1 },
      ],
      perDay: [
        { day: 0, score: 0.29, shapes: 2 },
        { day: 1, score: 0.7, shapes: 1 },
        { day: 1, score: 1, shapes: 1 },
      ],
    });
    assert.deepEqual(await fixture.store.alertDays({ ...query, minScore: 0.295 }), [1, 2]);
    assert.deepEqual(await fixture.store.alertDays({ ...query, minScore: 0.71 }), [0, 1]);
    const strangest = await fixture.store.strangest({ ...query, minScore: 0.05, limit: 9 });
    assert.deepEqual(strangest, [
      {
        ...{ shape: 'b', maxScore: 1, firstMs: T + 2, events: 2, argv: ['b', 'x'.repeat(256)] },
        ...{ t: T + 2 * day - 1, position: rows[7]?.position, index: 7 },
      },
      {
        ...{ shape: 'a', maxScore: 0.7, firstMs: T, events: 3, argv: ['a', 'x'.repeat(256)] },
        ...{ t: T + day, position: rows[3]?.position, index: 3 },
      },
    ]);
    const one = await fixture.store.strangest({ ...query, minScore: 0.05, limit: 1 });
    assert.equal(one.length, 1);
    assert.deepEqual(await fixture.store.strangest({ ...query, minScore: 1.1, limit: 1 }), []);
    const other = { ...query, org: fixture.freshOrg() };
    assert.deepEqual(await fixture.store.scores(other), { scores: [], perDay: [] });
    await assert.rejects(fixture.store.scores({ ...query, toMs: T + 1_000 * day }), /days/);
  });

  test('hosts are told by when they were heard of, what they sent and how', async () => {
    const org = fixture.freshOrg();
    const hour = 3_600_000;
    const at = (host: string, t: number, more: object = {}): object => ({
      ...{ receivedMs: Math.ceil(T + t), event: { host, t: T + t, ...more } },
    });
    await fixture.stored(org, [
      at("a'\n", 0, { source: 'bpf' }),
      at("a'\n", hour - 0.5, { source: 'poll' }),
      at("a'\n", 23.5 * hour),
      at("a'\n", 24 * hour, { kind: 'connect' }),
      at('b', 25 * hour),
      at('old', -30 * hour),
      at('older', -300 * hour),
    ]);
    const got = await fixture.store.activity({
      ...{ org, fromMs: T + hour, toMs: T + 30 * hour, sinceMs: T - 100 * hour, hoursFromMs: T },
    });
    const none = Array.from({ length: 24 }, () => 0);
    assert.deepEqual(got, [
      { host: 'b', events: 1, lastMs: T + 25 * hour, source: null, perHour: none },
      {
        ...{ host: "a'\n", events: 2, lastMs: T + 24 * hour, source: 'poll' },
        perHour: [2, ...none.slice(2), 1],
      },
      { host: 'old', events: 0, lastMs: T - 30 * hour, source: null, perHour: none },
    ]);
    const nobody = await fixture.store.activity({
      ...{ org: `${org}'`, fromMs: 0, toMs: T * 2, sinceMs: 0, hoursFromMs: T },
    });
    assert.deepEqual(nobody, []);
  });

  test('counts that no sensor has cannot break the sums', async () => {
    const org = fixture.freshOrg();
    const coverage = [1, 2, 3].map((at) => ({
      org,
      position: 1_000_000 + at,
      receivedMs: T,
      host: 'h',
      coverage: {
        ...emptyCoverage(),
        received: Number.MAX_SAFE_INTEGER,
        dropped: { all: Number.MAX_SAFE_INTEGER },
      },
    }));
    await fixture.store.insert({ events: [], coverage });
    const [got] = await fixture.store.coverage({ org, fromMs: T, toMs: T + 1 });
    assert.equal(got?.coverage.received, Number.MAX_SAFE_INTEGER);
    assert.deepEqual(got?.coverage.dropped, { all: Number.MAX_SAFE_INTEGER });
  });
}
