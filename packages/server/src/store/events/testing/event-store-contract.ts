import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { VedetteError } from '@vedette/core';
import fc from 'fast-check';

import type { EventQuery, EventRow } from '../event-store.ts';
import { LIST_LIMIT_MAX } from '../queries/list-events.ts';
import { anyRow, hostileText } from './event-arbitraries.ts';
import { testEventSums } from './event-sums-contract.ts';
import { ALL_TIME, StoreFixture, type StoreUnderTest, T } from './store-fixture.ts';

/** Each is a round trip of a whole block to the engine. */
const RUNS = 40;
/** An event whose every name is the same text. */
const SAME = (text: string): Partial<EventRow['event']> => ({
  ...{ workload: text, host: text, exe: text, parent: text },
});

/** What everybody who uses an event store may rely on, whatever the engine. */
export function testEventStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`event store on ${name}`, () => {
    const fixture = new StoreFixture(open);
    before(() => fixture.open());
    after(() => fixture.close());
    testEventSums(fixture);

    test('every event that the schema allows comes back exactly', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 12 }), async (given) => {
          const org = fixture.freshOrg();
          const position = fixture.nextPosition();
          const events = given.map((row, index) => ({ ...row, org, position, index }));
          await fixture.store.insert({ events, coverage: [] });
          const byIndex = (a: EventRow, b: EventRow): number => a.index - b.index;
          const got = (await fixture.list({ org })).toSorted(byIndex);
          assert.deepEqual(
            got,
            events.filter(({ event }) => event.t < ALL_TIME.toMs),
          );
        }),
        { numRuns: RUNS },
      );
    });

    test('hostile text in a question finds what has just that text, and nothing else', async () => {
      const org = fixture.freshOrg();
      const texts = [...new Set(fc.sample(hostileText, { numRuns: 60, seed: 7 }))].filter((text) =>
        text.isWellFormed(),
      );
      await fixture.stored(
        org,
        texts.map((text) => ({
          shape: text,
          event: { ...SAME(text), id: text, parentId: text },
        })),
      );
      for (const text of texts.slice(0, 25)) {
        for (const query of [
          { workload: text },
          { host: text },
          { shapes: [text] },
          { shapes: ['no', text, "'"] },
          { processIds: [text] },
          { parentProcessIds: [text] },
          { exes: [text] },
          { parents: [text] },
        ]) {
          const expected = texts.filter(
            (other) => other === text || ('shapes' in query && query.shapes?.includes(other)),
          );
          const found = (await fixture.list({ org, ...query })).map(({ event }) => event.workload);
          assert.deepEqual(found.toSorted(), expected.toSorted(), JSON.stringify(query));
        }
        for (const field of ['workload', 'host', 'exe', 'parent'] as const) {
          const others = await fixture.list({ org, not: { [field]: [text] } });
          const expected = texts.filter((other) => other !== text);
          const found = others.map(({ event }) => event.workload);
          assert.deepEqual(found.toSorted(), expected.toSorted(), text);
        }
      }
      assert.deepEqual(await fixture.list({ org: `${org}' OR 1=1 --` }), []);
    });

    test('an organisation sees nothing of another', async () => {
      const [a, b] = [fixture.freshOrg(), fixture.freshOrg()];
      await fixture.stored(a, [{}, {}]);
      await fixture.stored(b, [{}]);
      assert.equal((await fixture.list({ org: a })).length, 2);
      assert.equal((await fixture.list({ org: b })).length, 1);
      assert.deepEqual(await fixture.store.facet({ org: b, ...ALL_TIME }, 'host', 5), [
        { value: 'web-1', events: 1 },
      ]);
    });

    test('every condition narrows', async () => {
      const org = fixture.freshOrg();
      const rows = await fixture.stored(org, [
        {
          event: { workload: 'web', host: 'a', t: T, uid: 0, parent: 'cron' },
          ...{ score: 0.2, shape: 's1' },
        },
        {
          event: { workload: 'web', host: 'b', t: T + 1, kind: 'connect', uid: 4_294_967_295 },
          score: 0.9,
          shape: 's2',
        },
        { event: { workload: 'db', host: 'b', t: T + 2, id: 'p1' }, score: null, finding: 'x-0' },
        {
          event: { workload: 'db', host: 'c', t: T + 3.5, parentId: 'p1', kind: 'exit' },
          shape: null,
        },
      ]);
      const indexes = async (query: Partial<EventQuery>): Promise<number[]> =>
        (await fixture.list({ org, ...query })).map(({ index }) => index);
      assert.deepEqual(await fixture.list({ org }), rows.toReversed());
      assert.deepEqual(await indexes({ workload: 'web' }), [1, 0]);
      assert.deepEqual(await indexes({ host: 'b' }), [2, 1]);
      assert.deepEqual(await indexes({ kinds: ['connect', 'exit'] }), [3, 1]);
      assert.deepEqual(await indexes({ minScore: 0.2 }), [1, 0]);
      assert.deepEqual(await indexes({ shapes: ['s2', 's1'] }), [1, 0]);
      assert.deepEqual(await indexes({ shapes: [] }), []);
      assert.deepEqual(await indexes({ momentsMs: [T + 3.5, T + 99] }), [3]);
      assert.deepEqual(await indexes({ momentsMs: [] }), []);
      assert.deepEqual(await indexes({ finding: 'x-0' }), [2]);
      assert.deepEqual(await indexes({ processIds: ['p1', 'p9'] }), [2]);
      assert.deepEqual(await indexes({ parentProcessIds: ['p1'] }), [3]);
      assert.deepEqual(await indexes({ fromMs: T + 1, toMs: T + 3.5 }), [2, 1]);
      assert.deepEqual(await indexes({ exes: ['/bin/sh', '/no'], workload: 'db' }), [3, 2]);
      assert.deepEqual(await indexes({ parents: ['cron'] }), [0]);
      assert.deepEqual(await indexes({ uids: [0, 4_294_967_295] }), [1, 0]);
      assert.deepEqual(await indexes({ not: { uid: ['0'], host: ['c'] } }), [2, 1]);
      assert.deepEqual(await indexes({ not: { kind: ['exec', 'exit'] } }), [1]);
      assert.deepEqual(await indexes({ not: { workload: ['web'] } }), [3, 2]);
      const buckets = await fixture.store.histogram({
        ...{ org, fromMs: T, toMs: T + 4, buckets: 1 },
        ...{ host: 'b', not: { workload: ['db'] } },
      });
      assert.deepEqual(buckets, [{ fromMs: T, events: 1, maxScore: 0.9 }]);
      assert.deepEqual(await indexes({ fromMs: T + 3.5, toMs: T + 4 }), [3]);
    });

    test('pages in either order give every row once, also of one time and one score', async () => {
      const org = fixture.freshOrg();
      const rows = await fixture.stored(
        org,
        Array.from({ length: 53 }, (_, n) => ({
          event: { t: T + (n % 3) },
          score: n % 4 === 0 ? null : (n % 5) / 10,
        })),
      );
      for (const order of ['newest', 'highest-score'] as const) {
        const got: EventRow[] = [];
        let cursor: string | null = null;
        do {
          const page = await fixture.store.list({
            org,
            ...ALL_TIME,
            order,
            limit: 10,
            ...(cursor === null ? {} : { cursor }),
          });
          got.push(...page.rows);
          cursor = page.next;
        } while (cursor !== null);
        const rank = ({ score }: EventRow): number => (order === 'newest' ? 0 : (score ?? -1));
        const expected = rows.toSorted(
          (a, b) => rank(b) - rank(a) || b.event.t - a.event.t || b.index - a.index,
        );
        assert.deepEqual(got, expected);
      }
    });

    test('an event is found by its name, by nobody else', async () => {
      const [org, other] = [fixture.freshOrg(), fixture.freshOrg()];
      const [first, second] = await fixture.stored(org, [{}, { event: { id: 'p' } }]);
      assert.ok(first !== undefined && second !== undefined);
      const { position } = second;
      assert.deepEqual(await fixture.store.find({ org, position, index: 1 }), second);
      assert.deepEqual(await fixture.store.find({ org, position, index: 0 }), first);
      assert.equal(await fixture.store.find({ org, position, index: 2 }), undefined);
      assert.equal(await fixture.store.find({ org: other, position, index: 1 }), undefined);
      assert.equal(await fixture.store.find({ org: "' OR 1 --", position, index: 1 }), undefined);
    });

    test('a cursor that is not of this list is refused', async () => {
      const org = fixture.freshOrg();
      await fixture.stored(org, [{}, {}]);
      const { next } = await fixture.store.list({ org, ...ALL_TIME, order: 'newest', limit: 1 });
      assert.ok(next !== null);
      const cursors = ['', 'x', '%', 'bnVsbA', `${next}x`, next.slice(2), 'A'.repeat(5_000)];
      for (const cursor of cursors) {
        await assert.rejects(
          fixture.store.list({ org, ...ALL_TIME, order: 'newest', limit: 1, cursor }),
          (error) => error instanceof VedetteError && error.code === 'cursor-invalid',
          cursor,
        );
      }
      await assert.rejects(
        fixture.store.list({ org, ...ALL_TIME, order: 'highest-score', limit: 1, cursor: next }),
        (error) => error instanceof VedetteError && error.code === 'cursor-invalid',
      );
      await assert.rejects(
        fixture.store.list({ org, ...ALL_TIME, order: 'newest', limit: LIST_LIMIT_MAX + 1 }),
        RangeError,
      );
    });

    test('a page of long arguments is short, and the next one goes on', async () => {
      const org = fixture.freshOrg();
      const argv = Array.from({ length: 20 }, (_, n) => String(n).repeat(100_000));
      const rows = await fixture.stored(
        org,
        Array.from({ length: 36 }, (_, n) => ({ event: { argv, t: T + n } })),
      );
      const first = await fixture.store.list({ org, ...ALL_TIME, order: 'newest', limit: 36 });
      assert.ok(first.rows.length > 0 && first.rows.length < 36, String(first.rows.length));
      assert.ok(first.next !== null);
      const second = await fixture.store.list({
        org,
        ...ALL_TIME,
        order: 'newest',
        limit: 5,
        cursor: first.next,
      });
      assert.equal(second.rows[0]?.event.t, rows.toReversed()[first.rows.length]?.event.t);
    });

    test('a block that comes again is stored once', async () => {
      const org = fixture.freshOrg();
      const rows = await fixture.stored(org, [{}, {}, {}]);
      await fixture.store.insert({ events: rows, coverage: [] });
      assert.equal((await fixture.list({ org })).length, 3);
    });

    test('what is stored after a position is known by name', async () => {
      const before = await fixture.store.storedAfter(fixture.position);
      assert.equal(before.size, 0);
      const org = fixture.freshOrg();
      const after = fixture.position;
      await fixture.stored(org, [{}, {}]);
      await fixture.stored(org, [{}]);
      assert.deepEqual([...(await fixture.store.storedAfter(after))].toSorted(), [
        `${after + 1}.0`,
        `${after + 1}.1`,
        `${after + 2}.0`,
      ]);
      assert.deepEqual([...(await fixture.store.storedAfter(after + 1))], [`${after + 2}.0`]);
    });

    test('events of absurd times are kept, in few partitions', async () => {
      const org = fixture.freshOrg();
      const parts = (await fixture.store.sizes()).parts;
      const times = Array.from({ length: 600 }, (_, n) => n * 86_400_000 * 200).filter(
        (t) => Math.abs(t - T) > 86_400_000 * 4_000,
      );
      const rows = await fixture.stored(
        org,
        [...times, 0, 1e15, 1e300].map((t) => ({ event: { t } })),
      );
      assert.equal((await fixture.list({ org, limit: 1_000 })).length, rows.length);
      assert.ok((await fixture.store.sizes()).parts - parts <= 3);
    });

    test('it knows how big it is, and that it can write', async () => {
      const { events, bytes, parts } = await fixture.store.sizes();
      assert.ok(events > 50 && bytes > 1_000 && parts > 0);
      await fixture.store.check();
      await fixture.store.migrate();
    });
  });
}
