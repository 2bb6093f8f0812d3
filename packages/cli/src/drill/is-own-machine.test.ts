import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOwnMachine } from './is-own-machine.ts';

test('loopback is this machine; a name that looks like it is not', () => {
  for (const url of [
    'http://127.0.0.1:4780',
    'http://127.9.9.9',
    'http://[::1]:1',
    'http://LOCALHOST',
  ])
    assert.equal(isOwnMachine(url), true, url);
  for (const url of [
    'https://vedette.example.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'no url',
  ])
    assert.equal(isOwnMachine(url), false, url);
});
