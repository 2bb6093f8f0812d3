import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { emptyCoverage } from '@vedette/core';

import type { Host } from '../hosts/host.ts';
import { blindSpots, type Seen } from './blind-spots.ts';

const NOW_MS = 1_767_225_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const SENSOR: Host['sensor'] = {
  ...{ source: 'bpf', lastMs: NOW_MS - MINUTE_MS, received: 9, missed: 0, dropped: 0 },
};
const SWEEP: NonNullable<Host['sweep']> = {
  ...{ atMs: NOW_MS - MINUTE_MS, status: 'clean', checks: 80, checksAsked: 80, load1: 0 },
  ...{ durationMs: 1, coverage: [], findings: { slamDunk: 0, ambiguous: 0, benign: 0 } },
  ...{ baseline: { state: 'watching', items: 1 }, problem: null, note: null, tags: [] },
};

function host(more: Partial<Host> = {}): Host {
  return {
    ...{ host: 'web-1', events: 5, coverageMs: null, openFindings: 0, sensor: SENSOR },
    ...{ sweep: SWEEP, perHour: [], lastContainment: null, ...more },
  };
}

function spots(more: Partial<Seen> = {}): string[] {
  const seen: Seen = {
    ...{ hosts: [], workloads: [], coverage: null, problems: {}, refusedEvents: 0 },
    ...{ sweeps: { everyMs: HOUR_MS, lastProblem: null }, rejectedRecords: 0, nowMs: NOW_MS },
    ...{ signIns: { assessed: 1, unjudged: 0 }, ...more },
  };
  return blindSpots(seen).map(({ host: of, what, why }) => `${of ?? '*'} ${what}: ${why}`);
}

const ofHost = (more: Partial<Host>): string[] => spots({ hosts: [host(more)] });

describe('blind spots', () => {
  test('are none where all is seen', () => {
    assert.deepEqual(spots({ hosts: [host()] }), []);
  });

  test('of a host: no sensor, a lesser one, a silent one, one that lost', () => {
    const unheard = { ...SENSOR, source: null, lastMs: null };
    assert.match(ofHost({ sensor: unheard })[0] ?? '', /^web-1 executions: no sensor/);
    assert.match(ofHost({ sensor: { ...SENSOR, source: 'poll' } })[0] ?? '', /short-lived/);
    assert.match(ofHost({ sensor: { ...SENSOR, source: 'netlink' } })[0] ?? '', /no arguments/);
    const silent = { ...SENSOR, lastMs: NOW_MS - 3 * HOUR_MS };
    assert.match(ofHost({ sensor: silent })[0] ?? '', /nothing has come for 3 h/);
    assert.match(ofHost({ sensor: { ...SENSOR, missed: 2, dropped: 3 } })[0] ?? '', /lost 5/);
  });

  test('of a host: not swept, late, not reached, not wholly seen', () => {
    assert.match(ofHost({ sweep: null })[0] ?? '', /no sweep knows it/);
    const late = { ...SWEEP, atMs: NOW_MS - 5 * HOUR_MS };
    assert.match(ofHost({ sweep: late })[0] ?? '', /last swept 5 h ago/);
    const problem = { code: 'c', reason: 'refused\u001b[2J', next: 'n' };
    const unreachable = ofHost({ sweep: { ...SWEEP, status: 'unreachable', problem } });
    assert.deepEqual(unreachable, ['web-1 sweep: refused\\u{1b}[2J']);
    const coverage = [{ check: 'memfd', reason: 'not root', effect: 'blind' as const }];
    const incomplete = { ...SWEEP, status: 'incomplete' as const, checks: 70, coverage };
    assert.deepEqual(ofHost({ sweep: incomplete }), [
      'web-1 sweep: 10 of 80 checks did not see all they judge by: memfd: not root',
    ]);
  });

  test('of the server: what does not work, what was lost, what is learned, what is not there', () => {
    const all = spots({
      ...{ problems: { events: 'no space left' }, sweeps: null, refusedEvents: 3 },
      ...{ rejectedRecords: 4, signIns: { assessed: 0, unjudged: 0 } },
      coverage: { ...emptyCoverage(), refused: { batches: 1, events: 7 } },
      workloads: Array.from({ length: 30 }, (_, n) => ({ workload: `w${n}`, state: 'learning' })),
    });
    assert.match(all[0] ?? '', /^\* events: no space left/);
    assert.equal(all.filter((spot) => spot.includes('is still being learned')).length, 20);
    assert.ok(all.some((spot) => spot.includes('10 more')));
    for (const why of [/3 events/, /4 records/, /7 events/, /makes no sweeps/, /no application/])
      assert.ok(
        all.some((spot) => why.test(spot)),
        String(why),
      );
    assert.match(spots({ signIns: { assessed: 5, unjudged: 2 } })[0] ?? '', /2 sign-ins/);
    const failed = spots({ sweeps: { everyMs: 1, lastProblem: 'inventory' } });
    assert.match(failed[0] ?? '', /last sweep failed: inventory/);
  });

  test('are bounded', () => {
    const hosts = Array.from({ length: 500 }, (_, n) => host({ host: `h${n}`, sweep: null }));
    assert.equal(spots({ hosts }).length, 200);
  });
});
