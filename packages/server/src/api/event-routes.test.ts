import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { EventScope } from '../store/events/event-store.ts';
import { plainRow } from '../store/events/testing/plain-row.ts';
import { StoredEvent } from './event-schemas.ts';
import { nothingBehind } from './openapi-document.ts';
import { Problem } from './problem.ts';
import { startApi } from './testing/start-api.ts';

const NOTHING = nothingBehind('0.0.0').events;

describe('filters of events', () => {
  test('come to the store as they are, for lists, facets and histograms', async () => {
    const asked: EventScope[] = [];
    await using api = await startApi({
      events: {
        ...NOTHING,
        list: async (query) => {
          asked.push(query);
          return { rows: [], next: null };
        },
        facet: async (query) => {
          asked.push(query);
          return [];
        },
        histogram: async (query) => {
          asked.push(query);
          return [];
        },
      },
    });
    const query = new URLSearchParams([
      ...['/bin/sh', "/x' OR 1=1 --"].map((exe): [string, string] => ['exe', exe]),
      ...[['parent', 'nginx'] as [string, string], ['uid', '0'] as [string, string]],
      ...['host:a:b', 'host:', 'exe:/bin/\n\u0000'].map((not): [string, string] => ['not', not]),
      ['process', 'p'],
      ['parentProcess', 'q'],
    ]);
    for (const path of ['/v1/events', '/v1/events/facets/exe', '/v1/events/histogram']) {
      assert.equal((await api.get(`${path}?${query.toString()}`)).status, 200, path);
      const { org, exes, parents, uids, not, processIds, parentProcessIds } = asked.at(-1) ?? {};
      assert.deepEqual(
        { org, exes, parents, uids, not, processIds, parentProcessIds },
        {
          ...{ org: 'acme', exes: ['/bin/sh', "/x' OR 1=1 --"], parents: ['nginx'], uids: [0] },
          not: { host: ['a:b', ''], exe: ['/bin/\n\u0000'] },
          ...{ processIds: ['p'], parentProcessIds: ['q'] },
        },
      );
    }
  });

  test('that make no sense are refused', async () => {
    await using api = await startApi();
    const many = Array.from({ length: 65 }, (_, n) => `exe=${n}`).join('&');
    for (const query of [
      'not=nothing',
      'not=argv:x',
      'not=org:other',
      'uid=-1',
      'uid=4294967296',
      'uid=root',
      many,
      `exe=${'x'.repeat(4_097)}`,
    ]) {
      const response = await api.get(`/v1/events?${query}`);
      assert.equal(response.status, 400, query);
      assert.equal(Problem.parse(await response.json()).code, 'request-invalid');
    }
  });
});

test('one event by its id, of the own organisation', async () => {
  const row = plainRow({ org: 'acme', position: 7, index: 2 });
  await using api = await startApi({
    events: {
      ...NOTHING,
      find: async ({ org, position, index }) =>
        org === 'acme' && position === 7 && index === 2 ? row : undefined,
    },
  });
  const found = StoredEvent.parse(await (await api.get('/v1/events/7.2')).json());
  assert.deepEqual([found.id, found.event], ['7.2', row.event]);
  const missing = await api.get('/v1/events/7.3');
  assert.equal(missing.status, 404);
  assert.equal(Problem.parse(await missing.json()).code, 'event-not-there');
  for (const id of ['7', '7.', '-1.0', '7.2.1', `${'9'.repeat(40)}.1`, "7.2'", '%00', '7%2e2x']) {
    assert.equal((await api.get(`/v1/events/${id}`)).status, 400, id);
  }
});
