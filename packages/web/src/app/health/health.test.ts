import assert from 'node:assert/strict';
import { test } from 'node:test';

import { groupBlindSpots } from './group-blind-spots.ts';
import type { Health } from './health-shapes.ts';
import { healthVerdict } from './health-verdict.ts';
import { lossWords } from './loss-words.ts';

type Judged = Pick<Health, 'engine' | 'ready' | 'sweeps' | 'blindSpots'>;
const SPOT = { host: 'a', what: 'no sensor', why: 'none reports', next: 'run one' };
const WELL: Judged = {
  engine: { lagEntries: 0, lagSeconds: 0, problems: [] },
  ready: { ready: true, checks: { journal: 'ok' } },
  ...{ sweeps: null, blindSpots: [] },
};

function judge(more: Partial<Judged>) {
  return healthVerdict({ ...WELL, ...more });
}

test('it works, it works with gaps, or it does not', () => {
  assert.equal(judge({}).works, 'wholly');
  assert.equal(judge({ blindSpots: [SPOT] }).words, 'Everything works, with 1 blind spot.');
  const late = { ...WELL.engine, lagSeconds: 90 };
  assert.equal(judge({ engine: late, blindSpots: [SPOT] }).works, 'not');
  assert.equal(judge({ ready: { ready: false, checks: {} } }).works, 'not');
  const full = { ready: false, checks: { journal: 'ok', disk: 'full' } };
  assert.deepEqual(judge({ ready: full }).problems, ['disk: full']);
});

test('one blind spot of several hosts is told once', () => {
  const other = { ...SPOT, host: null, what: 'sign-ins' };
  assert.deepEqual(groupBlindSpots([SPOT, { ...SPOT, host: 'b' }, SPOT, other]), [
    { what: 'no sensor', why: 'none reports', next: 'run one', hosts: ['a', 'b'] },
    { what: 'sign-ins', why: 'none reports', next: 'run one', hosts: [] },
  ]);
});

test('reasons of sensors are words, unknown ones are not', () => {
  assert.match(lossWords('memory') ?? '', /memory/);
  assert.equal(lossWords('toString'), null);
});
