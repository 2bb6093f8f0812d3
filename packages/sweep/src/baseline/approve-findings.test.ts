import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Observation } from '../findings/observation.ts';
import { approveFindings } from './approve-findings.ts';
import { NO_FLEET } from './fleet-knowledge.ts';
import { forgetItems } from './forget-items.ts';
import type { HostState } from './host-state.ts';
import { type HostReview, reviewHost } from './review-host.ts';
import { summaries, sweeps } from './testing/run-sweeps.ts';
import { key, process, view } from './testing/test-view.ts';

describe('a person', () => {
  const request = { findings: 'all', reason: 'mine', who: 'ann', now: '2026-01-01T00:00:00.000Z' };
  const approveAll = (review: HostReview, expires?: string): HostState =>
    approveFindings(review.state, {
      ...request,
      findings: 'all',
      ...(expires === undefined ? {} : { expires }),
    }).state;

  test('approves a new item for good', () => {
    const after = view([key('a'), key('b')]);
    const state = approveAll(sweeps(view([key('a')]), after));
    assert.deepEqual(reviewHost(after, state, NO_FLEET).findings, []);
    assert.equal(state.items.find((item) => item.key === 'b')?.approved?.who, 'ann');
    const changed = reviewHost(view([key('a'), key('b', 'other')]), state, NO_FLEET);
    assert.deepEqual(summaries(changed), ['key changed a key for b']);
  });

  test('approves for a while', () => {
    const state = approveAll(
      sweeps(view([key('a')]), view([key('a'), key('b')])),
      '2026-02-01T00:00:00.000Z',
    );
    const at = (now: string): string[] =>
      summaries(reviewHost(view([key('a'), key('b')], { now }), state, NO_FLEET));
    assert.deepEqual(at('2026-01-20T00:00:00.000Z'), []);
    assert.deepEqual(at('2026-02-02T00:00:00.000Z'), ['key new a key for b']);
  });

  test('cannot approve a slam-dunk away, and what gets worse alerts again', () => {
    const bad = view([process(7, ['deleted', 'pegged'])]);
    const [finding] = reviewHost(bad, approveAll(sweeps(bad)), NO_FLEET).findings;
    assert.equal(finding?.disposition, 'ambiguous');
    const odd = view([process(7, ['deleted'])]);
    const state = approveAll(sweeps(odd));
    assert.equal(reviewHost(odd, state, NO_FLEET).findings[0]?.disposition, 'benign');
    assert.equal(reviewHost(bad, state, NO_FLEET).findings[0]?.disposition, 'slam-dunk');
  });

  test('an approved program is approved after its restart too', () => {
    const exe = { exe: '/opt/agent' };
    const state = approveAll(sweeps(view([process(7, ['deleted'], exe)])));
    const [finding] = reviewHost(view([process(8, ['deleted'], exe)]), state, NO_FLEET).findings;
    assert.equal(finding?.disposition, 'benign');
  });

  test('an approved script does not approve its interpreter', () => {
    const python = (pid: number, argv: string): Observation =>
      process(pid, ['deleted', 'interpreter'], { exe: '/usr/bin/python3', argv });
    const state = approveAll(sweeps(view([python(7, 'python3 mine.py')])));
    const { findings } = reviewHost(view([python(8, 'python3 evil.py')]), state, NO_FLEET);
    assert.equal(findings[0]?.disposition, 'ambiguous');
  });

  test('cannot approve what is not open', () => {
    const { state } = sweeps(view([]));
    assert.throws(
      () => approveFindings(state, { ...request, findings: ['F-0000000000'] }),
      /no open finding F-0000000000 on web-1/,
    );
  });

  test('lets a subject be learned again, and a key be news again', () => {
    const { state } = sweeps(view([key('a'), key('b')]));
    const again = view([key('a'), key('b'), key('c')]);
    const whole = forgetItems(state, { subject: 'key' });
    assert.equal(whole.forgotten, 2);
    assert.deepEqual(reviewHost(again, whole.state, NO_FLEET).findings, []);
    const one = forgetItems(state, { subject: 'key', key: 'a' });
    const news = reviewHost(view([key('a'), key('b')]), one.state, NO_FLEET);
    assert.deepEqual(summaries(news), ['key new a key for a']);
  });
});
