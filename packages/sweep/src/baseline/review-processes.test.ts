import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { sweeps } from './testing/run-sweeps.ts';
import { honest, process, view } from './testing/test-view.ts';

describe('processes', () => {
  test('one finding a process, led by the most serious check', () => {
    const { findings } = sweeps(view([process(7, ['deleted', 'pegged'])]));
    const [finding] = findings;
    assert.equal(findings.length, 1);
    assert.deepEqual(finding?.checks, ['gone', 'busy']);
    assert.equal(finding?.disposition, 'slam-dunk');
    assert.equal(finding?.facts['pid'], 7);
    assert.equal(finding?.score, 0.55);
  });

  test('what a proof explains is recorded as benign, and not kept open', () => {
    const upgraded = honest({ ...process(7, ['deleted']), held: ['upgraded'] });
    const review = sweeps(view([upgraded]));
    assert.deepEqual(
      review.findings.map(({ disposition }) => disposition),
      ['benign'],
    );
    assert.deepEqual(review.state.open, []);
  });

  test('a daemon seen before at its path is benign, unless it does something odd', () => {
    const seen = honest({ section: 'processes', subject: 'daemon', key: '/opt/p7', value: '8:1' });
    const facts = { exe: '/opt/p7 (deleted)', exe_dev_inode: '8:1' };
    const replaced = honest({ ...seen, value: '8:2' });
    const quiet = sweeps(view([seen]), view([replaced]), view([process(7, ['deleted'], facts)]));
    assert.equal(quiet.findings[0]?.disposition, 'benign');
    assert.ok(quiet.findings[0]?.reasons.some(({ code }) => code === 'seen-before'));
    const busy = sweeps(view([seen]), view([process(7, ['deleted', 'pegged'], facts)]));
    assert.equal(busy.findings[0]?.disposition, 'slam-dunk');
    const other = { ...facts, exe_dev_inode: '8:9' };
    const stranger = sweeps(view([seen]), view([process(7, ['deleted'], other)]));
    assert.equal(stranger.findings[0]?.disposition, 'ambiguous');
  });
});
