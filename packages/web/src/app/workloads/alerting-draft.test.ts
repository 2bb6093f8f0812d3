import assert from 'node:assert/strict';
import { test } from 'node:test';

import { alertingOf, draftOf, isHeld } from './alerting-draft.ts';

test('a draft of what holds asks for what holds', () => {
  for (const alerting of [{ threshold: 0.6 }, { alertsPerDay: 3 }]) {
    const draft = draftOf({ alerting, threshold: 0.6 });
    assert.deepEqual(alertingOf(draft), alerting);
    assert.ok(isHeld(draft, alerting));
  }
});

test('the default is not a choice of somebody: it can be chosen', () => {
  const draft = draftOf({ alerting: null, threshold: 0.8 });
  assert.deepEqual(alertingOf(draft), { threshold: 0.8 });
  assert.equal(isHeld(draft, null), false);
});

test('what was changed is not held', () => {
  const draft = { by: 'budget', threshold: 0.6, alertsPerDay: 2 } as const;
  assert.equal(isHeld(draft, { alertsPerDay: 1 }), false);
  assert.equal(isHeld(draft, { threshold: 0.6 }), false);
  assert.equal(isHeld({ ...draft, by: 'threshold' }, { threshold: 0.85 }), false);
});
