import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { emptyCoverage } from '@vedette/core';

import { hostReport, sweepFinding, sweepReport } from '../findings/testing/sweep-report.ts';
import { HostDetail, HostsList } from '../hosts/host.ts';
import type { CoverageRow, HostActivity } from '../store/events/event-store.ts';
import { sweepControl } from '../sweeps/sweep-control.ts';
import type { SweepFiles } from '../sweeps/sweep-files.ts';
import { SweptHosts } from '../sweeps/swept-hosts.ts';
import { serverFinding } from '../testing/server-finding.ts';
import type { ApiParts } from './api-parts.ts';
import { KNOWS_NOTHING, nothingBehind } from './openapi-document.ts';
import { Problem } from './problem.ts';
import { startApi } from './testing/start-api.ts';

const NOW_MS = 1_767_225_600_000;
const HOSTILE = "../../etc/passwd' OR 1=1 -- \u001b[2J";

const swept = new SweptHosts();
const found = [sweepFinding(), sweepFinding({ disposition: 'benign', summary: 'ours' })];
swept.take({
  org: 'acme',
  report: sweepReport(
    hostReport({ findings: found, coverage: [{ check: 'c', reason: 'r', effect: 'limited' }] }),
  ),
  receivedMs: NOW_MS,
});
swept.take({
  org: 'other',
  report: sweepReport(hostReport({ name: 'secret' })),
  receivedMs: NOW_MS,
});

function activity(more: Partial<HostActivity> = {}): HostActivity {
  const perHour = Array.from({ length: 24 }, (_, hour) => hour);
  return { host: 'web-1', events: 5, lastMs: NOW_MS - 1, source: 'bpf', perHour, ...more };
}

function coverage(more: Partial<CoverageRow> = {}): CoverageRow {
  const lost = { received: 9, missed: { 'ring-full': 2, lost: 1 }, dropped: { memory: 4 } };
  return {
    ...{ org: 'acme', position: 1, receivedMs: NOW_MS + 7, host: 'web-1' },
    coverage: { ...emptyCoverage(), ...lost },
    ...more,
  };
}

const FILES: SweepFiles = {
  baseline: async () => ({ items: 3, approved: 1, oldestMs: 1, newestMs: 2, bySection: [] }),
  lastContainments: async () => new Map([['db-1', { id: 'a', at: 't', state: 'frozen' }]]),
  evidenceBytes: async () => 0,
};

function parts(more: Partial<ApiParts> = {}): Partial<ApiParts> {
  return {
    nowMs: () => NOW_MS,
    events: {
      ...nothingBehind('0.0.0').events,
      activity: async ({ org }) =>
        org === 'acme' ? [activity(), activity({ host: HOSTILE, source: null })] : [],
      coverage: async ({ org }) => (org === 'acme' ? [coverage()] : []),
    },
    knowledge: {
      ...KNOWS_NOTHING,
      findings: (org) =>
        org === 'acme' ? [serverFinding({ hosts: ['web-1', 'found-only'] })] : [],
      sweptHosts: (org) => swept.list(org),
    },
    sweepFiles: () => FILES,
    ...more,
  };
}

describe('hosts', () => {
  test('are those that sent, were swept, or that something was found on', async () => {
    await using api = await startApi(parts());
    const { hosts } = HostsList.parse(await (await api.get('/v1/hosts')).json());
    assert.deepEqual(
      hosts.map(({ host, events, openFindings, sweep }) => [
        host,
        events,
        openFindings,
        sweep?.status,
      ]),
      [
        [HOSTILE, 5, 0, undefined],
        ['db-1', 0, 0, 'findings'],
        ['found-only', 0, 1, undefined],
        ['web-1', 5, 1, undefined],
      ],
    );
    const [, db, , web] = hosts;
    assert.deepEqual(web?.sensor, {
      ...{ source: 'bpf', lastMs: NOW_MS + 7, received: 9, missed: 3, dropped: 4 },
    });
    assert.equal(web.perHour[23], 23);
    assert.deepEqual(db?.sweep?.findings, { slamDunk: 1, ambiguous: 0, benign: 1 });
    assert.deepEqual(db.lastContainment, { id: 'a', at: 't', state: 'frozen' });
    assert.doesNotMatch(JSON.stringify(hosts), /secret/);
  });

  test('one host has its findings, its baseline and its sweeps', async () => {
    await using api = await startApi(parts());
    const db = HostDetail.parse(await (await api.get('/v1/hosts/db-1')).json());
    assert.deepEqual(
      [db.benign.map(({ summary }) => summary), db.baseline?.items, db.sweeps.length],
      [['ours'], 3, 1],
    );
    assert.equal(db.coverageReport, null);
    const web = HostDetail.parse(await (await api.get('/v1/hosts/web-1')).json());
    assert.deepEqual([web.findings.length, web.baseline, web.sweeps], [1, null, []]);
    assert.equal(web.coverageReport?.received, 9);
    const path = `/v1/hosts/${encodeURIComponent(HOSTILE)}`;
    assert.equal(HostDetail.parse(await (await api.get(path)).json()).host, HOSTILE);
  });

  test('that are not there, or of somebody else, are not found', async () => {
    await using api = await startApi(parts());
    for (const name of ['nothing', 'secret', '__proto__', "x' OR 1=1 --", '\u0000', '..%2f']) {
      const response = await api.get(`/v1/hosts/${encodeURIComponent(name)}`);
      assert.equal(Problem.parse(await response.json()).code, 'host-not-there', name);
      assert.equal(response.status, 404);
    }
    assert.equal((await api.get(`/v1/hosts/${'x'.repeat(256)}`)).status, 400);
    assert.equal((await api.get('/v1/hosts?from=x')).status, 400);
  });

  test('are shown also where what sweeps keep cannot be read', async () => {
    const fail = async (): Promise<never> => {
      throw new Error('torn');
    };
    const files = { baseline: fail, lastContainments: fail, evidenceBytes: fail };
    await using api = await startApi(parts({ sweepFiles: () => files }));
    const db = HostDetail.parse(await (await api.get('/v1/hosts/db-1')).json());
    assert.deepEqual([db.baseline, db.lastContainment], [null, null]);
  });
});

describe('a sweep that is asked for', () => {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

  test('begins, or runs already', async () => {
    let starts = 0;
    const timer = {
      status: () => sweepControl(1, () => null).status(),
      now: () => (starts += 1) === 1,
      close: async () => undefined,
    };
    await using api = await startApi({ sweeps: () => sweepControl(1, () => timer) });
    for (const started of [true, false]) {
      const response = await api.get('/v1/hosts/sweep', post);
      assert.deepEqual([response.status, await response.json()], [202, { started }]);
    }
    const more = { ...post, body: '{"host":"web-1"}' };
    assert.equal((await api.get('/v1/hosts/sweep', more)).status, 400);
    const view = { method: 'POST', headers: { authorization: 'Bearer view' } };
    assert.equal((await api.get('/v1/hosts/sweep', view)).status, 403);
    assert.equal(starts, 2);
  });

  test('is refused where the server makes none', async () => {
    await using api = await startApi();
    const response = await api.get('/v1/hosts/sweep', post);
    assert.equal(response.status, 409);
    assert.equal(Problem.parse(await response.json()).code, 'sweeps-off');
  });
});
