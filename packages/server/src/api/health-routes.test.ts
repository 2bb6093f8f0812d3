import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyCoverage } from '@vedette/core';

import { Health } from '../health/health.ts';
import { sweepControl } from '../sweeps/sweep-control.ts';
import type { ApiParts } from './api-parts.ts';
import { nothingBehind } from './openapi-document.ts';
import { startApi } from './testing/start-api.ts';

const NOW_MS = 1_767_225_600_000;
const NOTHING = nothingBehind('1.2.3');

const fail = async (): Promise<never> => {
  throw new Error('the store is down');
};

async function read(parts: Partial<ApiParts>): Promise<Health> {
  await using api = await startApi({ version: '1.2.3', nowMs: () => NOW_MS, ...parts });
  const response = await api.get('/v1/health', { headers: { authorization: 'Bearer view' } });
  assert.equal(response.status, 200);
  return Health.parse(await response.json());
}

test('tells how everything is, and what is not seen', async () => {
  const { metrics } = nothingBehind('1.2.3');
  metrics.acceptedEvents.inc({ form: 'otlp' }, 5);
  metrics.acceptedEvents.inc({ form: 'events' }, 2);
  metrics.postponedBatches.inc({ reason: 'lag' }, 3);
  const health = await read({
    metrics,
    events: {
      ...NOTHING.events,
      histogram: async ({ org, buckets }) =>
        Array.from({ length: buckets }, (_, n) => ({
          ...{ fromMs: n, events: org === 'acme' ? n : 9_999, maxScore: null },
        })),
      sizes: async () => ({ events: 10, bytes: 300, parts: 1 }),
      coverage: async ({ org }) => {
        const coverage = { ...emptyCoverage(), received: 4, missed: { 'ring-full': 2 } };
        const row = { org, position: 1, receivedMs: NOW_MS, coverage };
        return org === 'acme'
          ? [
              { ...row, host: 'a' },
              { ...row, host: 'b' },
            ]
          : [];
      },
    },
    levels: () => ({ ...NOTHING.levels(), startedMs: 5, journalBytes: 77, lagEntries: 2 }),
    sweeps: () => sweepControl(1_000, () => null),
    readiness: [{ name: 'events', check: async () => undefined }],
  });
  assert.deepEqual([health.version, health.startedMs, health.engine.lagEntries], ['1.2.3', 5, 2]);
  assert.deepEqual(health.ready, { ready: true, checks: { events: 'ok' } });
  assert.deepEqual(
    [health.ingest.events, health.ingest.postponed],
    [7, [{ reason: 'lag', batches: 3 }]],
  );
  assert.equal(health.ingest.eventsPerMinute[59], 59);
  assert.deepEqual(health.stores, {
    ...{ journalBytes: 77, events: { rows: 10, bytes: 300 }, evidenceBytes: null },
    baselines: { workloads: 0, shapes: 0 },
  });
  assert.deepEqual(
    [health.sensors.hosts, health.sensors.received, health.sensors.missed],
    [2, 8, [{ reason: 'ring-full', events: 4 }]],
  );
  assert.deepEqual(health.sweeps, {
    ...{ running: false, sweeps: 0, failed: 0, lastEndedMs: null, lastProblem: null },
    everyMs: 1_000,
  });
  assert.ok(health.blindSpots.some(({ what }) => what === 'sign-ins'));
});

test('answers while the store does not, and says that', async () => {
  const health = await read({
    events: { ...NOTHING.events, histogram: fail, sizes: fail, coverage: fail, activity: fail },
    readiness: [{ name: 'events', check: fail }],
  });
  assert.equal(health.ready.ready, false);
  assert.equal(health.stores.events, null);
  assert.equal(health.ingest.eventsPerMinute.length, 60);
  const spot = health.blindSpots.find(({ what }) => what === 'events');
  assert.equal(spot?.why, 'the store is down');
});

test('is for those who may view', async () => {
  await using api = await startApi();
  const ingest = { headers: { authorization: 'Bearer ingest' } };
  assert.equal((await api.get('/v1/health', ingest)).status, 403);
  assert.equal((await api.get('/v1/health', { headers: { authorization: '' } })).status, 401);
});
