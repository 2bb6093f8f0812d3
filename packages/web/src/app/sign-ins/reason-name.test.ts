import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reasonName } from './reason-name.ts';

test('codes are told in words', () => {
  for (const [code, name] of [
    ['country-new', 'country new'],
    ['client-new', 'browser new'],
    ['hour-unusual', 'hour unusual'],
    ['kind-hosting', 'hosting provider'],
    ['pattern-client', 'pattern: browser'],
    ['pattern-hour', 'pattern: hour'],
    ['offset-elsewhere', 'clock of another place'],
  ]) {
    assert.equal(reasonName(code ?? ''), name);
  }
});

test('what is no code of ours stays as it is', () => {
  for (const code of ['', 'odd', '<b>-x', 'a-b-c']) assert.equal(reasonName(code), code);
});
