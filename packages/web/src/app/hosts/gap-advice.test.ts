import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gapAdvice } from './gap-advice.ts';

test('what to do follows from the reason', () => {
  assert.match(gapAdvice('homes of other users cannot be entered without root'), /sudo = true/);
  assert.match(gapAdvice('find is missing, or has no -maxdepth and -print0'), /Install/);
  assert.match(gapAdvice('the sweep was not done within ssh_timeout_secs'), /ssh_timeout_secs/);
  assert.match(
    gapAdvice('3 codes that the probe does not have: something forges its output'),
    /by hand/,
  );
  assert.match(gapAdvice('even root may not look into 1 of 175 processes'), /sensor/);
  assert.match(gapAdvice('more than 500 setuid files'), /by hand/);
  assert.match(gapAdvice('\u001b[2J'), /Sweep again/);
});
