import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { detectionFigures } from './detection-figures.ts';

describe('detection figures', () => {
  const benign = Array.from({ length: 1_000 }, (_, at) => at / 1_000);

  test('are perfect for attacks above everything', () => {
    const { auc, at } = detectionFigures(benign, [{ score: 2, session: 'a' }]);
    assert.equal(auc, 1);
    assert.deepEqual(
      at.map(({ sessions }) => sessions),
      [1, 1],
    );
  });

  test('count a session by its highest event, and ties never as found', () => {
    const attacks = [
      { score: 0, session: 'a' },
      { score: 0.995, session: 'a' },
      { score: 0.989, session: 'b' },
    ];
    const [first] = detectionFigures(benign, attacks).at;
    assert.equal(first?.threshold, 0.989);
    assert.equal(first?.sessions, 0.5);
    assert.equal(first?.events, 1 / 3);
  });

  test('are one half where scores say nothing', () => {
    const { auc } = detectionFigures([1, 1], [{ score: 1, session: 'a' }]);
    assert.equal(auc, 0.5);
  });
});
