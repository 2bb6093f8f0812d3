import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Command } from '../command.ts';
import { expireFindings } from './expire-findings.ts';
import { findingsState, listFindings, openFindings } from './findings-book.ts';
import { foldCommand } from './fold-command.ts';
import { foldScored } from './fold-scored.ts';
import { foldSweep } from './fold-sweep.ts';
import { kindsOf, NOW_MS, scoredEvent } from './testing/scored-event.ts';
import { hostReport, sweepFinding, sweepReport } from './testing/sweep-report.ts';

const DAY_MS = 86_400_000;
const EXPECT = { do: 'expect', reason: 'the nightly job', owner: 'ada', untilMs: null } as const;

function open() {
  const book = openFindings();
  const finding = foldScored(book, scoredEvent()).finding ?? '';
  const ask = (command: Command) =>
    foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS + 1, command });
  const life = () => listFindings(book, 'o').find(({ id }) => id === finding)?.life;
  return { book, finding, ask, life };
}

describe('foldCommand', () => {
  it('acknowledges: it goes on counting and says nothing', () => {
    const { book, finding, ask, life } = open();
    assert.deepEqual(kindsOf(ask({ do: 'acknowledge', finding, note: 'mine' })), ['acknowledged']);
    assert.deepEqual(kindsOf(foldScored(book, scoredEvent())), []);
    assert.deepEqual(life(), { state: 'acknowledged', by: 'ada', atMs: NOW_MS + 1, note: 'mine' });
  });

  it('resolves until it returns', () => {
    const { book, finding, ask } = open();
    assert.deepEqual(kindsOf(ask({ do: 'resolve', finding })), ['closed']);
    assert.deepEqual(kindsOf(foldScored(book, scoredEvent())), ['reopened']);
    const [found] = listFindings(book, 'o');
    assert.deepEqual(
      found?.history.map(({ state }) => state),
      ['open', 'resolved', 'open'],
    );
  });

  it('expects until a date, and then opens again', () => {
    const { book, finding, ask, life } = open();
    const untilMs = NOW_MS + DAY_MS;
    assert.deepEqual(kindsOf(ask({ ...EXPECT, finding, scope: 'shape', untilMs })), ['expected']);
    assert.deepEqual(kindsOf(foldScored(book, scoredEvent())), []);
    assert.deepEqual(kindsOf(expireFindings(book, untilMs - 1)), []);
    assert.deepEqual(kindsOf(expireFindings(book, untilMs)), ['reopened']);
    assert.deepEqual(life(), { state: 'open', atMs: untilMs, because: 'expired' });
    assert.deepEqual(kindsOf(expireFindings(book, untilMs)), []);
  });

  it('covers, by scope, the same program of the workload or the same command anywhere', () => {
    const wider = [
      ['shape', { shapeKey: 'other' }, 'opened'],
      ['workload', { shapeKey: 'other' }, 'expected'],
      ['workload', { shapeKey: 'other', event: { exe: '/bin/nc' } }, 'opened'],
      ['workload', { event: { workload: 'db' } }, 'opened'],
      ['workload', { shapeKey: 'other', verdict: { score: 0.95 } }, 'opened'],
      ['fleet', { event: { workload: 'db' } }, 'expected'],
      ['fleet', { shapeKey: 'other' }, 'opened'],
    ] as const;
    for (const [scope, { event, ...more }, kind] of wider.map(withEvent)) {
      const { book, finding, ask } = open();
      ask({ ...EXPECT, finding, scope });
      const fresh = scoredEvent({ ...more, event: { pid: 7, ppid: 6, ...event } });
      assert.deepEqual(kindsOf(foldScored(book, fresh)), [kind], `${scope} ${kind}`);
    }
  });

  it('takes what it covered along when it is withdrawn', () => {
    const { book, finding, ask } = open();
    ask({ ...EXPECT, finding, scope: 'fleet' });
    foldScored(book, scoredEvent({ event: { workload: 'db', pid: 7, ppid: 6 } }));
    assert.deepEqual(kindsOf(ask({ do: 'reopen', finding })), ['reopened', 'reopened']);
    assert.ok(listFindings(book, 'o').every(({ life }) => life.state === 'open'));
  });

  it('keeps nothing silent for an expectation that is another now, or none', () => {
    const changed = [
      [{ ...EXPECT, scope: 'fleet', untilMs: NOW_MS + DAY_MS }, ['expected', 'expected']],
      [{ ...EXPECT, scope: 'workload' }, ['expected', 'reopened']],
      [{ do: 'acknowledge' }, ['acknowledged', 'reopened']],
      [{ do: 'resolve' }, ['closed', 'reopened']],
      [{ do: 'confirm-shape', workload: 'web', shape: 'shape-sh' }, ['closed', 'reopened']],
    ] as const;
    for (const [command, kinds] of changed) {
      const { book, finding, ask, life } = open();
      ask({ ...EXPECT, finding, scope: 'fleet' });
      foldScored(book, scoredEvent({ event: { workload: 'db', pid: 7, ppid: 6 } }));
      const asked = command.do === 'confirm-shape' ? command : { ...command, finding };
      assert.deepEqual(kindsOf(ask(asked)), kinds);
      const other = listFindings(book, 'o').find(({ subject }) => subject === 'db');
      if (kinds[1] === 'expected') assert.deepEqual(other?.life, life());
      else assert.equal(other?.life.state, 'open');
    }
  });

  it('never covers a slam-dunk by what was ambiguous', () => {
    const book = openFindings();
    const fold = (name: string, more: Parameters<typeof sweepFinding>[0]) => {
      const report = sweepReport(hostReport({ name, findings: [sweepFinding(more)] }));
      return foldSweep(book, { org: 'o', report, receivedMs: NOW_MS });
    };
    const [opened] = fold('db-1', { disposition: 'ambiguous' }).changes;
    const command = { ...EXPECT, finding: opened?.finding.id ?? '', scope: 'fleet' } as const;
    foldCommand(book, { org: 'o', by: 'ada', receivedMs: NOW_MS, command });
    assert.deepEqual(kindsOf(fold('db-2', { disposition: 'ambiguous' })), ['expected']);
    assert.deepEqual(kindsOf(fold('db-3', {})), ['opened']);
  });

  it('counts commands about nothing, and leaves those about baselines alone', () => {
    const { book, ask } = open();
    assert.deepEqual(ask({ do: 'resolve', finding: 'x-000000000000' }).changes, []);
    assert.deepEqual(ask({ do: 'end-learning', workload: 'web' }).changes, []);
    assert.equal(findingsState(book).orgs[0]?.unknown, 1);
  });

  it('closes what is about nothing but a command that is now normal', () => {
    const { ask, life } = open();
    const confirm = { do: 'confirm-shape', workload: 'web', shape: 'shape-sh' } as const;
    assert.deepEqual(kindsOf(ask(confirm)), ['closed']);
    assert.equal(life()?.state, 'resolved');
    assert.deepEqual(kindsOf(ask(confirm)), []);
  });

  it('keeps the newest of a long history', () => {
    const { book, finding, ask } = open();
    for (let round = 0; round < 50; round += 1) {
      ask({ do: 'resolve', finding });
      ask({ do: 'reopen', finding });
    }
    const [found] = listFindings(book, 'o');
    assert.equal(found?.history.length, 64);
    assert.equal(found.history.at(-1)?.state, 'open');
  });
});

function withEvent<S, K>([scope, more, kind]: readonly [S, Parameters<typeof scoredEvent>[0], K]): [
  S,
  NonNullable<Parameters<typeof scoredEvent>[0]>,
  K,
] {
  return [scope, more ?? {}, kind];
}
