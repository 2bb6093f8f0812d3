import assert from 'node:assert/strict';
import { test } from 'node:test';

import { reasonName } from './reason-name.ts';

test('codes are told in words', () => {
  for (const [code, name] of [
    ['country-new', 'new country'],
    ['client-new', 'new browser'],
    ['hour-unusual', 'unusual hour'],
    ['kind-hosting', 'hosting provider'],
    ['pattern-client', 'pattern of browser'],
    ['pattern-hour', 'pattern of hour'],
    ['offset-elsewhere', 'clock of another place'],
  ]) {
    assert.equal(reasonName(code ?? ''), name);
  }
});

test('what is no code of ours stays as it is', () => {
  for (const code of ['', 'odd', '<b>-x', 'a-b-c']) assert.equal(reasonName(code), code);
});
