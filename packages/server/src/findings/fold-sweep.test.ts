import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { HostReport } from '@vedette/sweep';

import { ServerFinding } from './finding.ts';
import { listFindings, openFindings } from './findings-book.ts';
import { foldCommand } from './fold-command.ts';
import { foldSweep } from './fold-sweep.ts';
import { kindsOf, NOW_MS } from './testing/scored-event.ts';
import { hostReport, sweepFinding, sweepReport } from './testing/sweep-report.ts';

const COVERAGE = { check: 'kernel-module', reason: 'not root', effect: 'blind' } as const;

function open(more: Parameters<typeof sweepFinding>[0] = {}) {
  const book = openFindings();
  const fold = (...hosts: readonly HostReport[]) =>
    foldSweep(book, { org: 'o', report: sweepReport(...hosts), receivedMs: NOW_MS });
  const first = fold(hostReport({ findings: [sweepFinding(more)] }));
  return { book, fold, first };
}

describe('foldSweep', () => {
  it('opens what alerts, counts it again, and resolves it when it is gone', () => {
    const { book, fold, first } = open();
    assert.deepEqual(kindsOf(first), ['opened']);
    assert.deepEqual(kindsOf(fold(hostReport({ findings: [sweepFinding()] }))), []);
    const [finding] = listFindings(book, 'o');
    assert.deepEqual(ServerFinding.parse(finding), finding);
    assert.equal(finding?.count, 2);
    assert.equal(finding.disposition, 'slam-dunk');
    assert.deepEqual(kindsOf(fold(hostReport())), ['closed']);
    const [closed] = listFindings(book, 'o');
    assert.equal(closed?.life.state === 'resolved' && closed.life.by, 'sweep');
    assert.deepEqual(kindsOf(fold(hostReport())), []);
    assert.deepEqual(kindsOf(fold(hostReport({ findings: [sweepFinding()] }))), ['reopened']);
    assert.equal(listFindings(book, 'o')[0]?.history.length, 3);
  });

  it('resolves nothing of a host that was not, or not wholly, seen', () => {
    const { fold } = open();
    const half = [
      hostReport({ status: 'unreachable', checks: 0 }),
      hostReport({ status: 'incomplete' }),
      hostReport({ status: 'findings', coverage: [COVERAGE] }),
      hostReport({ checks: 79 }),
      hostReport({ checks: 3, checksAsked: 3 }),
      hostReport({ name: 'db-2' }),
    ];
    for (const host of half) assert.deepEqual(kindsOf(fold(host)), []);
    assert.deepEqual(kindsOf(fold()), []);
    const limited = hostReport({ coverage: [{ ...COVERAGE, effect: 'limited' }] });
    assert.deepEqual(kindsOf(fold(limited)), ['closed']);
  });

  it('says nothing of what is benign', () => {
    assert.deepEqual(kindsOf(open({ disposition: 'benign' }).first), []);
  });

  it('raises what became more serious, and says what is so now', () => {
    const { book, fold } = open({ severity: 'low', disposition: 'ambiguous', score: 2 });
    const contained = {
      state: 'frozen',
      method: 'signal',
      text: 'frozen',
      evidence: 'E-20260101-0123abcd',
    } as const;
    const worse = hostReport({ findings: [sweepFinding({ facts: { pid: 99 }, contained })] });
    assert.deepEqual(kindsOf(fold(worse)), ['raised']);
    const [finding] = listFindings(book, 'o');
    assert.equal(finding?.severity, 'critical');
    assert.equal(finding.facts['pid'], 99);
    assert.equal(finding.evidence, contained.evidence);
  });

  it('makes one finding of several alike on a host, by the worst of them', () => {
    const book = openFindings();
    const mild = sweepFinding({ severity: 'low', disposition: 'ambiguous', facts: { pid: 1 } });
    const worst = sweepFinding({ facts: { pid: 2 } });
    const report = sweepReport(hostReport({ findings: [mild, worst, mild] }));
    const folded = foldSweep(book, { org: 'o', report, receivedMs: NOW_MS });
    assert.deepEqual(kindsOf(folded), ['opened']);
    const [finding] = listFindings(book, 'o');
    assert.equal(finding?.disposition, 'slam-dunk');
    assert.deepEqual([finding.facts['pid'], finding.facts['alike'], finding.count], [2, 3, 1]);
  });

  it('leaves what is expected as it is while it is not there', () => {
    const { book, fold } = open();
    const [finding] = listFindings(book, 'o');
    const command = {
      do: 'expect',
      finding: finding?.id ?? '',
      scope: 'shape',
      reason: 'r',
      owner: 'ada',
      untilMs: null,
    } as const;
    foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS, command });
    assert.deepEqual(kindsOf(fold(hostReport({ findings: [sweepFinding()] }))), []);
    assert.deepEqual(kindsOf(fold(hostReport())), []);
    assert.equal(listFindings(book, 'o')[0]?.life.state, 'expected');
  });
});
