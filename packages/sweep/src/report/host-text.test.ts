import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { escapeText } from '@vedette/core';
import fc from 'fast-check';

import { ContainedState } from '../findings/contained.ts';
import { hostText } from './host-text.ts';
import { createPaint, wantsColours } from './palette.ts';
import { testFinding, testHost } from './testing/test-report.ts';

const layout = { paint: createPaint(false), columns: 100, verbose: false };

describe('a host of the report', () => {
  test('that is clean', () => {
    assert.equal(hostText(testHost(), layout), 'web-1           load 0.11 · 41 checks   ✓ clean');
  });

  test('is never called clean of what was not looked at', () => {
    const reason = 'lsattr is not installed';
    const limited = testHost({ coverage: [{ check: 'immutable', effect: 'limited', reason }] });
    assert.match(
      hostText(limited, layout),
      /✓ clean\n {2}◌ limited immutable: lsattr is not installed/,
    );
    const learning = testHost({ baseline: { state: 'learning', items: 7 } });
    assert.match(hostText(learning, layout), /✓ clean {2}learning what is normal \(7 items\)/);
  });

  test('with a finding', () => {
    const text = hostText(testHost({ status: 'findings', findings: [testFinding()] }), layout);
    assert.equal(
      text,
      [
        'web-1           load 0.11 · 41 checks   ✗ 1 finding',
        '  ⛔ slam-dunk  critical  deleted-exe  F-0123456789',
        '              ./decoy (deleted) at 100% CPU in /tmp',
        '      why     +0.30 its program was deleted',
        '      tried   no proof that it is benign: package-upgrade',
        '      facts   pid=4242 exe="/tmp/decoy (deleted)" uid=0',
        '      also    cpu-pegged',
        '      next    look at /proc/4242',
        '      ATT&CK  T1496 T1070.004',
      ].join('\n'),
    );
  });

  test('with a slam-dunk that was frozen', () => {
    const contained = {
      state: 'frozen',
      method: 'cgroup2',
      evidence: 'E-20260101-0123abcd',
      text: 'frozen',
    } as const;
    const facts = { pid: 4242, exe: '/tmp/x (deleted)', argv: './x -o pool', cwd: '/tmp' };
    const finding = testFinding({ contained, facts: { ...facts, cpu_now: 100 } });
    const text = hostText(testHost({ status: 'findings', findings: [finding] }), layout);
    assert.match(
      text,
      /^ {2}⛔ contained — froze \.\/x \(deleted\) at 100% CPU in \/tmp, evidence E-20260101-0123abcd, on web-1\n {14}slam-dunk {2}critical {2}deleted-exe {2}F-0123456789$/m,
    );
    assert.match(
      text,
      /^ {6}next {4}vedette evidence show E-20260101-0123abcd · vedette thaw E-20260101-0123abcd$/m,
    );
  });

  test('names the container that was frozen', () => {
    const contained = { state: 'frozen', method: 'container', evidence: null, text: '' } as const;
    const facts = { pid: 4242, exe: '/x', argv: '/x', container: '0123456789abcdef', cwd: '/' };
    const findings = [testFinding({ contained, facts })];
    const text = hostText(testHost({ status: 'findings', findings }), layout);
    assert.match(text, /froze \/x in \/ with its container 0123456789ab, on web-1\n/);
  });

  for (const [state, said] of [
    ['refused', 'not frozen: why'],
    ['storm', 'not frozen: why'],
    ['incomplete', 'incomplete: why'],
    ['loose', 'runs again: why'],
    ['thawed', 'thawed: why'],
    ['gone', 'not frozen: why'],
  ] as const) {
    test(`says of a slam-dunk that is ${state} that it is ${said}`, () => {
      const contained = { state, method: null, evidence: null, text: 'why' };
      const findings = [testFinding({ contained })];
      const text = hostText(testHost({ status: 'findings', findings }), layout);
      assert.match(text, /^ {2}⛔ slam-dunk/m);
      assert.match(text, new RegExp(`^ {6}contain ${said}$`, 'm'));
    });
  }

  test('says that an unarmed sweep would have frozen it', () => {
    const host = testHost({ status: 'findings', findings: [testFinding()] });
    assert.match(hostText(host, { ...layout, armed: false }), /not frozen: not armed; vedette/);
    assert.doesNotMatch(hostText(host, { ...layout, armed: true }), /not frozen/);
    assert.doesNotMatch(hostText(host, layout), /not frozen/);
    const file = testHost({ findings: [testFinding({ subject: 'kernel-module' })] });
    assert.doesNotMatch(hostText(file, { ...layout, armed: false }), /not frozen/);
  });

  test('tells what became of earlier containments', () => {
    const containment = [
      { id: 'E-20260101-00000001', state: 'loose', complete: false, text: 'runs' },
      { id: 'E-20260101-00000002', state: 'frozen', complete: true, text: 'held' },
    ] as const;
    assert.equal(
      hostText(testHost({ containment: [...containment] }), layout)
        .split('\n')
        .slice(1)
        .join('\n'),
      '  ⛔ E-20260101-00000001: runs\n  ⛔ E-20260101-00000002: held',
    );
  });

  test('that is incomplete says why', () => {
    const coverage = [
      { check: 'a', effect: 'blind', reason: 'not root' },
      { check: 'b', effect: 'blind', reason: 'not root' },
    ] as const;
    const text = hostText(testHost({ status: 'incomplete', coverage: [...coverage] }), layout);
    assert.match(text, /◐ incomplete\n {2}◌ could not see a, b: not root$/);
  });

  test('that is unreachable says what to do', () => {
    const problem = { code: 'refused', reason: 'connection refused', next: 'check sshd' };
    const text = hostText(testHost({ status: 'unreachable', load1: null, problem }), layout);
    assert.match(text, /✗ unreachable: connection refused — check sshd/);
  });

  test('hides what is benign, and counts it when asked', () => {
    const host = testHost({ findings: [testFinding({ disposition: 'benign' })] });
    assert.doesNotMatch(hostText(host, layout), /deleted/);
    assert.match(hostText(host, { ...layout, verbose: true }), /1 benign/);
  });

  test('shows processes of the same program once', () => {
    const findings = ['F-0000000001', 'F-0000000002'].map((id) => testFinding({ id }));
    const text = hostText(testHost({ status: 'findings', findings }), layout);
    assert.equal(text.split('⛔').length, 2);
    assert.match(text, /1 other process: F-0000000002 \(pid 4242\)/);
  });

  test('shows nothing that a terminal obeys, whatever the host sends', () => {
    const text = fc.string({ unit: 'binary' });
    const state = fc.constantFrom(...ContainedState.options);
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.boolean(),
        state,
        (name, fact, reason, verbose, contained) => {
          const finding = testFinding({
            summary: fact,
            next: fact,
            facts: { exe: fact, argv: fact, cwd: fact, container: fact, pid: 1 },
            contained: { state: contained, method: 'container', evidence: null, text: reason },
            reasons: [{ code: 'c', contribution: 0.1, text: fact }],
          });
          const host = testHost({
            name,
            status: 'unreachable',
            problem: { code: 'x', reason, next: fact },
            coverage: [{ check: name, effect: 'blind', reason }],
            findings: [finding],
            containment: [{ id: null, state: 'frozen', complete: true, text: reason }],
          });
          for (const line of hostText(host, { ...layout, verbose }).split('\n')) {
            assert.equal(escapeText(line, line.length), line);
          }
        },
      ),
    );
  });
});

test('colours are for a terminal that has not refused them', () => {
  const wants = (env: Record<string, string>, isTerminal = true, refused = false): boolean =>
    wantsColours({ env, isTerminal, refused });
  assert.equal(wants({}), true);
  assert.equal(wants({ NO_COLOR: '' }), true);
  assert.equal(wants({ NO_COLOR: '1' }), false);
  assert.equal(wants({ TERM: 'dumb' }), false);
  assert.equal(wants({}, false), false);
  assert.equal(wants({}, true, true), false);
});
