import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { createLoginCodes, loginLink } from './login-codes.ts';
import { createSessions, type SessionOwner } from './sessions.ts';

const HOUR_MS = 3_600_000;
const ANN: SessionOwner = { tokenId: 'local-1', name: 'ann', org: 'default', scope: 'operate' };

describe('a session', () => {
  test('is found by its secret alone, and ends when it is told to', () => {
    const sessions = createSessions({ nowMs: () => 0, holds: () => true });
    const { secret, session } = sessions.begin(ANN);
    assert.equal(sessions.use(secret)?.name, 'ann');
    assert.equal(sessions.use(session.id), undefined);
    assert.equal(sessions.use(session.csrf), undefined);
    sessions.end(secret);
    assert.equal(sessions.use(secret), undefined);
  });

  test('ends when nobody uses it, and after a week whoever does', () => {
    const clock = { ms: 0 };
    const sessions = createSessions({ nowMs: () => clock.ms, holds: () => true });
    const idle = sessions.begin(ANN).secret;
    const used = sessions.begin(ANN).secret;
    clock.ms = 11 * HOUR_MS;
    assert.ok(sessions.use(used));
    clock.ms = 12 * HOUR_MS;
    assert.equal(sessions.use(idle), undefined);
    for (; clock.ms < 7 * 24 * HOUR_MS; clock.ms += HOUR_MS) assert.ok(sessions.use(used));
    assert.equal(sessions.use(used), undefined);
  });

  test('ends with the token behind it, for good', () => {
    let holds = true;
    const sessions = createSessions({ nowMs: () => 0, holds: () => holds });
    const { secret } = sessions.begin(ANN);
    holds = false;
    assert.equal(sessions.use(secret), undefined);
    holds = true;
    assert.equal(sessions.use(secret), undefined);
  });

  test('of too many, the longest unused ends', () => {
    const sessions = createSessions({ nowMs: () => 0, holds: () => true });
    const first = sessions.begin(ANN).secret;
    const second = sessions.begin(ANN).secret;
    for (let count = 2; count < 1_000; count += 1) sessions.begin(ANN);
    assert.ok(sessions.use(first));
    sessions.begin(ANN);
    assert.equal(sessions.use(second), undefined);
    assert.ok(sessions.use(first));
  });
});

describe('the code of a login link', () => {
  test('is good once, for ten minutes, and stands behind the #', () => {
    const clock = { ms: 0 };
    const codes = createLoginCodes(() => clock.ms);
    const first = codes.create(ANN);
    const late = codes.create(ANN);
    assert.equal(new URL(loginLink('http://127.0.0.1:1', first)).hash, `#code=${first.code}`);
    assert.equal(codes.redeem(first.code)?.name, 'ann');
    assert.equal(codes.redeem(first.code), undefined);
    clock.ms = late.expiresMs;
    assert.equal(codes.redeem(late.code), undefined);
  });

  test('of too many, the oldest is good no more', () => {
    const codes = createLoginCodes(() => 0);
    const { code } = codes.create(ANN);
    for (let count = 0; count < 100; count += 1) codes.create(ANN);
    assert.equal(codes.redeem(code), undefined);
  });
});
