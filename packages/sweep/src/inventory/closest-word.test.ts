import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { closestWord } from './closest-word.ts';

describe('closestWord', () => {
  const words = ['ssh', 'name', 'concurrency', 'ssh_timeout_secs', 'total_timeout_secs'];
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['shh', 'ssh'],
    ['Name', 'name'],
    ['concurency', 'concurrency'],
    ['ssh-timeout-secs', 'ssh_timeout_secs'],
    ['ssh_timeout', 'ssh_timeout_secs'],
    ['port', undefined],
    ['x'.repeat(1_000), undefined],
  ];
  for (const [word, meant] of cases) {
    it(`${word.slice(0, 20)} → ${meant}`, () => {
      assert.equal(closestWord(word, words), meant);
    });
  }
});
