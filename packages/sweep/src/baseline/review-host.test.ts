import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Observation } from '../findings/observation.ts';
import { TEST_CATALOG } from '../findings/testing/test-catalog.ts';
import type { FleetKnowledge } from './fleet-knowledge.ts';
import { ITEMS_MAX, STATE_BYTES_MAX } from './host-state.ts';
import { reviewHost } from './review-host.ts';
import { summaries, sweeps } from './testing/run-sweeps.ts';
import { honest, key, process, view } from './testing/test-view.ts';

describe('drift', () => {
  test('the first complete sweep learns without a word', () => {
    const review = sweeps(view([key('a'), key('b')]));
    assert.deepEqual(summaries(review), []);
    assert.equal(review.learning, true);
    assert.equal(review.state.items.length, 2);
  });

  test('an unchanged sweep says nothing', () => {
    const same = view([key('a'), key('b')]);
    const review = sweeps(same, same);
    assert.deepEqual(summaries(review), []);
    assert.equal(review.learning, false);
  });

  test('a new key is said, and stays open until it goes', () => {
    const before = view([key('a')]);
    const after = view([key('a'), key('b')]);
    assert.deepEqual(summaries(sweeps(before, after)), ['key new a key for b']);
    assert.deepEqual(summaries(sweeps(before, after, after)), ['key new a key for b']);
    const back = sweeps(before, after, before);
    assert.deepEqual(summaries(back), []);
    assert.deepEqual(back.state.open, []);
  });

  test('a changed item stays open until it goes back', () => {
    const before = view([key('a', '1')]);
    const after = view([key('a', '2')]);
    assert.deepEqual(summaries(sweeps(before, after, after)), ['key changed a key for a']);
    assert.deepEqual(summaries(sweeps(before, after, before)), []);
  });

  test('a finding keeps its name and the time it was first seen', () => {
    const before = view([key('a')]);
    const later = view([key('a'), key('b')], { now: '2026-01-02T00:00:00.000Z' });
    const last = view([key('a'), key('b')], { now: '2026-01-03T00:00:00.000Z' });
    const [first] = sweeps(before, later).findings;
    const [again] = sweeps(before, later, last).findings;
    assert.equal(first?.id, again?.id);
    assert.equal(again?.firstSeen, '2026-01-02T00:00:00.000Z');
  });

  test('what a package owns is learned without a word', () => {
    const after = view([key('a'), key('b', 'v', ['owned'])]);
    const review = sweeps(view([key('a')]), after);
    assert.deepEqual(summaries(review), []);
    assert.equal(review.state.items.length, 2);
  });

  test('what alerts at once alerts at the first sweep, and does not read as new later', () => {
    const bad = view([key('a', 'v', ['bad-place'])]);
    assert.deepEqual(summaries(sweeps(bad)), ['key - a key for a']);
    assert.deepEqual(summaries(sweeps(bad, bad)), ['key - a key for a']);
  });

  test('what should stay is missed, what need not is forgotten and news when it is back', () => {
    const guard = honest({ section: 'ssh', subject: 'guard', key: 'auditd', facts: { user: 'x' } });
    const both = view([key('a'), guard]);
    assert.deepEqual(summaries(sweeps(both, view([]), view([]))), ['guard removed guard x']);
    assert.deepEqual(summaries(sweeps(both, view([]), both)), ['key new a key for a']);
  });
});

describe('what was not seen', () => {
  const incomplete = { complete: new Set(['host', 'processes']) };
  const guard = honest({ section: 'ssh', subject: 'guard', key: 'auditd' });

  test('is not learned, and learned when it is seen first', () => {
    const first = view([key('a')], incomplete);
    assert.equal(sweeps(first).state.items.length, 0);
    assert.deepEqual(summaries(sweeps(first, view([key('a'), key('b')]))), []);
  });

  test('is not gone', () => {
    const all = view([key('a'), guard]);
    assert.deepEqual(summaries(sweeps(all, view([], incomplete))), []);
    assert.deepEqual(summaries(sweeps(all, view([], { blind: new Set(['guard']) }))), []);
  });

  test('keeps its findings open', () => {
    const review = sweeps(view([key('a')]), view([key('a'), key('b')]), view([], incomplete));
    assert.equal(review.state.open.length, 1);
  });

  test('comes into view without a word when a login sees more', () => {
    const user = { uid: '1000', blind: new Set(['key']) };
    const review = sweeps(view([key('mine')], user), view([key('mine'), key('theirs')]));
    assert.deepEqual(summaries(review), []);
    const drift = sweeps(view([key('mine')], user), view([key('mine'), key('mine2')], user));
    assert.deepEqual(summaries(drift), ['key new a key for mine2']);
  });

  test('a check that was left out is learned later and never reads as gone', () => {
    const withoutGuard = TEST_CATALOG.checks.filter(({ id }) => id !== 'guard');
    const skipped = view([key('a')], { selected: withoutGuard });
    assert.deepEqual(summaries(sweeps(view([key('a'), guard]), skipped)), []);
    assert.deepEqual(summaries(sweeps(skipped, view([key('a'), guard]))), []);
  });

  test('a drop in coverage is said once', () => {
    const review = sweeps(view([]), view([], incomplete));
    assert.deepEqual(
      review.coverage.map(({ check, effect }) => `${check} ${effect}`),
      ['coverage blind'],
    );
  });
});

describe('the fleet', () => {
  const fleet = (have: number, of: number): FleetKnowledge => ({ count: () => ({ have, of }) });
  const drift = (knowledge: FleetKnowledge) => {
    const { state } = sweeps(view([key('a')]));
    return reviewHost(view([key('a'), key('b')]), state, knowledge).findings[0];
  };

  test('says that only this host has it', () => {
    assert.equal(drift(fleet(1, 12))?.fleet?.text, 'only this one of 12 hosts has it');
    assert.equal(drift(fleet(1, 12))?.severity, 'medium');
  });

  test('takes one step off what most hosts have', () => {
    assert.equal(drift(fleet(8, 12))?.fleet?.text, '8 of 12 hosts have it');
    assert.equal(drift(fleet(8, 12))?.severity, 'low');
  });

  test('two hosts are no fleet', () => {
    assert.equal(drift(fleet(2, 2))?.severity, 'medium');
  });
});

test('a baseline has a bound, and says when it is reached', () => {
  const flood = (prefix: string): Observation[] =>
    Array.from({ length: ITEMS_MAX / 2 + 1 }, (_, at) => key(`${prefix}${at}`, 'v', ['owned']));
  const review = sweeps(view(flood('a')), view([...flood('a'), ...flood('b')]));
  assert.equal(review.state.items.length, ITEMS_MAX);
  assert.match(review.coverage[0]?.reason ?? '', /the baseline is full: 2 items/);
});

test('what a host floods the state with can be read again', () => {
  const long = { argv: '\u{1f600}'.repeat(2000) };
  const flood = Array.from({ length: 1500 }, (_, at) => process(at + 1, ['deleted'], long));
  const review = sweeps(view(flood));
  assert.equal(review.findings.length, 1500);
  assert.ok(Buffer.byteLength(JSON.stringify(review.state)) < STATE_BYTES_MAX);
  assert.match(review.coverage[0]?.reason ?? '', /^\d+ findings are too many to remember/);
});
