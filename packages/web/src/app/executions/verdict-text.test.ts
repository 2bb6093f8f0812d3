import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rarityText, verdictText } from './verdict-text.ts';

const watched = { score: 0.9, threshold: 0.6, state: 'watching', finding: null } as const;

test('what was made of an execution is said', () => {
  assert.match(verdictText({ ...watched, finding: 'x-1' }), /0\.90.*from 0\.60 on: it belongs/);
  assert.match(verdictText({ ...watched, score: 0.2 }), /nothing to do/);
  assert.match(verdictText(watched), /belongs to no finding/);
  assert.match(verdictText({ ...watched, state: 'learning' }), /alerts nobody\.$/);
  assert.equal(verdictText({ ...watched, score: null }), 'It was recorded and not scored.');
});

test('how rare a score is, is said as one in so many', () => {
  assert.match(rarityText(0.01) ?? '', /1 in 100 /);
  assert.match(rarityText(0) ?? '', /1 in 1,000,000 /);
  assert.match(rarityText(0.9) ?? '', /as usual/i);
  assert.equal(rarityText(null), null);
});
