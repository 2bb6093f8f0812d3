import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { sshFailure } from './ssh-failure.ts';

describe('sshFailure', () => {
  const cases = [
    ['ssh: connect to host a port 22: Connection timed out', 'timeout'],
    ['Connection timed out during banner exchange', 'timeout'],
    ['ssh: connect to host a port 22: No route to host', 'refused'],
    ['kex_exchange_identification: read: Connection reset by peer', 'refused'],
    ['No ED25519 host key is known for a and you have requested strict checking.', 'host-key'],
    ['root@a: Permission denied (publickey).', 'auth'],
    ['sudo: a password is required', 'auth'],
    ["Can't open user config file nowhere: No such file or directory", 'other'],
  ] as const;
  for (const [line, reason] of cases) {
    it(`${reason}: ${line}`, () => {
      assert.equal(sshFailure(`${line}\r\n`).reason, reason);
    });
  }

  it('believes the last line that ssh wrote over a banner before it', () => {
    const stderr = 'Welcome. Could not resolve hostname\nroot@a: Permission denied (publickey).\n';
    assert.equal(sshFailure(stderr).reason, 'auth');
  });

  it('gives one inert line, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (stderr) => {
        const { message } = sshFailure(stderr);
        assert.doesNotMatch(message, /[\p{Cc}\p{Cf}]/u);
        assert.ok(message.length > 0);
      }),
    );
  });
});
