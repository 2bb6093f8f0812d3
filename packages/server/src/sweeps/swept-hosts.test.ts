import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { hostReport, sweepFinding, sweepReport } from '../findings/testing/sweep-report.ts';
import { SweptHosts } from './swept-hosts.ts';
import { SweptHostsState } from './swept-host.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_767_225_600_000;

describe('SweptHosts', () => {
  test('keeps the last sweep of each host and what came before it in lines', () => {
    const hosts = new SweptHosts();
    const found = [
      sweepFinding(),
      sweepFinding({ disposition: 'ambiguous' }),
      sweepFinding({ disposition: 'benign', summary: 'ours' }),
    ];
    const first = sweepReport(
      hostReport({ findings: found, checks: 78 }),
      hostReport({ name: 'a' }),
    );
    hosts.take({ org: 'o', report: first, receivedMs: NOW_MS });
    hosts.take({ org: 'o', report: sweepReport(hostReport()), receivedMs: NOW_MS + 1 });
    const [a, db] = hosts.list('o');
    assert.deepEqual([a?.host, db?.host], ['a', 'db-1']);
    assert.deepEqual(db?.last.findings, { slamDunk: 0, ambiguous: 0, benign: 0 });
    assert.deepEqual(
      db.sweeps.map(({ status, findings, incomplete }) => [status, findings, incomplete]),
      [
        ['findings', 2, 2],
        ['clean', 0, 0],
      ],
    );
    assert.deepEqual(hosts.list('other'), []);
  });

  test('is bounded whatever a host sends', () => {
    const hosts = new SweptHosts();
    const long = `\ud800${'x'.repeat(100_000)}`;
    const facts = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, long]));
    const host = hostReport({
      ...{ name: long, note: long, tags: Array.from({ length: 99 }, () => long) },
      coverage: Array.from({ length: 500 }, (_, n) => ({
        ...{ check: long, reason: long, effect: n === 499 ? 'blind' : 'limited' },
      })),
      findings: Array.from({ length: 200 }, () =>
        sweepFinding({ disposition: 'benign', summary: long, facts }),
      ),
      problem: { code: long, reason: long, next: long },
    });
    for (let round = 0; round < 60; round += 1)
      hosts.take({ org: 'o', report: sweepReport(host), receivedMs: NOW_MS + round });
    const state = SweptHostsState.parse(hosts.toState());
    const kept = state[0]?.[1][0];
    assert.equal(kept?.last.coverage[0]?.effect, 'blind');
    assert.equal(kept.sweeps.length, 50);
    assert.ok(JSON.stringify(state).length < 64_000);
    assert.ok(JSON.stringify(state).isWellFormed());
    assert.deepEqual(new SweptHosts(state).toState(), state);
  });

  test('forgets hosts beyond its bound, and those that no sweep names for a month', () => {
    const hosts = new SweptHosts();
    const many = Array.from({ length: 1_200 }, (_, n) => hostReport({ name: `h${n}` }));
    hosts.take({ org: 'o', report: sweepReport(...many), receivedMs: NOW_MS });
    assert.deepEqual([hosts.list('o').length, hosts.list('o')[0]?.host], [1_000, 'h200']);
    const later = { report: sweepReport(hostReport()), receivedMs: NOW_MS + 31 * DAY_MS };
    hosts.take({ org: 'o', ...later });
    assert.deepEqual(
      hosts.list('o').map(({ host }) => host),
      ['db-1'],
    );
  });
});
