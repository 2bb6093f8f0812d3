import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { Command } from '../command.ts';
import { expireFindings } from './expire-findings.ts';
import { ServerFinding } from './finding.ts';
import type { FindingChange } from './finding-change.ts';
import { type FindingsBook, findingsState, listFindings, openFindings } from './findings-book.ts';
import { FindingsState } from './findings-state.ts';
import { foldCommand } from './fold-command.ts';
import { foldScored } from './fold-scored.ts';
import { foldSweep } from './fold-sweep.ts';
import { NOW_MS, scoredEvent } from './testing/scored-event.ts';
import { hostReport, sweepFinding, sweepReport } from './testing/sweep-report.ts';

const FINDINGS_MAX = 6;
const RUNS = 300;
const MINUTE_MS = 60_000;

/** One thing that happens: what it does to a book whose newest findings are known. */
type Happening = (book: FindingsBook, receivedMs: number) => readonly FindingChange[];

const hostile = fc.string({ unit: 'binary', maxLength: 3_000 });
const number = fc.integer({ min: 0, max: 12 });

const scored = fc
  .record({
    text: fc.oneof(fc.constant('sh'), hostile),
    argv: fc.array(hostile, { maxLength: 60 }),
    shapeKey: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    workload: fc.constantFrom('web', 'db'),
    t: fc.oneof(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.constant(NOW_MS)),
    pid: number,
    ppid: number,
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(
    ({ text, argv, shapeKey, workload, t, pid, ppid, score }): Happening =>
      (book, receivedMs) => {
        const event = { comm: text, exe: text, host: text, argv, workload, t, pid, ppid };
        const reasons = argv.map((word) => ({ code: word, contribution: score, text: word }));
        const nearest = { argv, distance: 1 };
        const verdict = { score, reasons, nearest };
        return foldScored(book, scoredEvent({ event, shapeKey, verdict, receivedMs })).changes;
      },
  );

const swept = fc
  .record({
    names: fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r'), hostile), { maxLength: 4 }),
    whole: fc.boolean(),
  })
  .map(({ names, whole }): Happening => (book, receivedMs) => {
    const findings = names.map(([fingerprint, text]) =>
      sweepFinding({ fingerprint, summary: text, facts: { [text]: text }, attack: [text] }),
    );
    const host = hostReport({ findings, checks: whole ? 80 : 79 });
    return foldSweep(book, { org: 'o', report: sweepReport(host), receivedMs }).changes;
  });

const asked = fc
  .record({
    which: number,
    action: fc.constantFrom('acknowledge', 'resolve', 'reopen', 'expect' as const),
    scope: fc.constantFrom('shape', 'workload', 'fleet' as const),
    lasts: number,
  })
  .map(({ which, action, scope, lasts }): Happening => (book, receivedMs) => {
    const found = listFindings(book, 'o');
    const finding = found[which % Math.max(1, found.length)]?.id ?? 'x-000000000000';
    const untilMs = receivedMs + lasts * MINUTE_MS;
    const expectation = { reason: 'r', owner: 'o', scope, untilMs };
    const command = { do: action, finding, ...(action === 'expect' ? expectation : {}) };
    return foldCommand(book, { org: 'o', by: 'ada', command: Command.parse(command), receivedMs })
      .changes;
  });

const passed = fc.constant<Happening>((book, nowMs) => expireFindings(book, nowMs).changes);

describe('findings', () => {
  it('stay well formed, bounded and the same from any checkpoint, whatever happens', () => {
    const story = fc.array(fc.oneof(scored, scored, swept, asked, passed), { maxLength: 40 });
    fc.assert(
      fc.property(story, fc.nat({ max: 40 }), (happenings, cut) => {
        const findingsMax = FINDINGS_MAX;
        const whole = openFindings(undefined, { findingsMax });
        let resumed = openFindings(undefined, { findingsMax });
        const ids = new Set<string>();
        for (const [at, happening] of happenings.entries()) {
          const nowMs = NOW_MS + at * MINUTE_MS;
          if (at === cut) {
            const stored: unknown = JSON.parse(JSON.stringify(findingsState(resumed)));
            resumed = openFindings(FindingsState.parse(stored), { findingsMax });
          }
          const changes = happening(whole, nowMs);
          assert.deepEqual(happening(resumed, nowMs), changes);
          for (const { id, finding } of changes) {
            assert.ok(!ids.has(id), 'a change has an id of its own');
            ids.add(id);
            assert.deepEqual(ServerFinding.parse(finding), finding);
          }
        }
        assert.deepEqual(findingsState(resumed), findingsState(whole));
        const found = listFindings(whole, 'o');
        assert.ok(found.length <= FINDINGS_MAX);
        for (const finding of found) assert.deepEqual(ServerFinding.parse(finding), finding);
      }),
      { numRuns: RUNS },
    );
  });
});
