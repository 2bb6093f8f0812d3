import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRbaRow, createDigestKey, RbaRow, SignIn } from '@vedette/identity';

import { drawService } from './draw-service.ts';
import { ATTACKERS, drawAttack } from './generate/attackers.ts';
import { writeRow } from './generate/write-row.ts';
import { challengedAt, foundAt } from './roc.ts';

describe('the measure', () => {
  test('counts what lies above the threshold, and ties in part', () => {
    const legitimate = [0, 0, 0, 0, 0, 0, 0, 0, 0, 5];
    assert.equal(foundAt(legitimate, [6, 6, 1, 0], 0.1), 0.75);
    assert.equal(foundAt([0, 0, 0, 0], [0, 0], 0.5), 0.5);
    assert.equal(challengedAt(legitimate, [6, 5], 1), 0.1);
  });
});

describe('the generator', () => {
  const service = drawService(3, 25);

  test('draws the same service from the same seed', () => {
    assert.deepEqual(drawService(3, 25).attempts, service.attempts);
    assert.notDeepEqual(drawService(4, 25).attempts, service.attempts);
  });

  test('writes rows of the data set, in order', () => {
    const digestKey = createDigestKey('k');
    let beforeMs = 0;
    for (const [index, attempt] of service.attempts.entries()) {
      const row = RbaRow.parse(writeRow(attempt, index));
      const { signIn } = readRbaRow(row, { digestKey, failures: 0 });
      SignIn.parse(signIn);
      assert.ok(signIn.atMs >= beforeMs);
      beforeMs = signIn.atMs;
    }
  });

  test('has every kind of attacker, none before the instant of the attack', () => {
    const [user] = service.users.values();
    assert.ok(user !== undefined);
    const nowMs = Date.UTC(2020, 6, 1, 12);
    for (const kind of ATTACKERS) {
      const attack = drawAttack(service.random, service.world, { kind, user, nowMs });
      assert.equal(attack.label, kind);
      assert.ok(attack.atMs > nowMs);
    }
  });
});
