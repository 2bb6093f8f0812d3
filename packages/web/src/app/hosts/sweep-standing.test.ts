import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sweepStanding } from './sweep-standing.ts';
import { sweep } from './testing/host.ts';

const BLIND = { check: 'authorized-key', effect: 'blind', reason: 'without root' } as const;

test('only what was wholly seen is clean', () => {
  assert.equal(sweepStanding(sweep()).words, 'clean');
  assert.equal(sweepStanding(sweep({ coverage: [BLIND] })).words, 'incomplete: 1 check blind');
  assert.equal(sweepStanding(sweep({ checks: 70 })).words, 'incomplete: 5 checks blind');
});

test('a limited check saw its main evidence', () => {
  const limited = { ...BLIND, effect: 'limited' } as const;
  assert.equal(sweepStanding(sweep({ coverage: [limited] })).kind, 'clean');
});

test('findings do not hide what was not seen', () => {
  const findings = { slamDunk: 1, ambiguous: 1, benign: 4 };
  const told = sweepStanding(sweep({ status: 'findings', findings, coverage: [BLIND, BLIND] }));
  assert.equal(told.words, '2 findings, and incomplete: 1 check blind');
});

test('incomplete for no reason that was told, unreachable and never swept', () => {
  assert.match(sweepStanding(sweep({ status: 'incomplete' })).words, /^incomplete: /);
  assert.equal(sweepStanding(sweep({ status: 'unreachable' })).kind, 'unreachable');
  assert.equal(sweepStanding(null).words, 'never swept');
});
