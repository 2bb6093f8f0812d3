import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSupported } from './supported-version.ts';

for (const [version, supported] of [
  ['26.7.2.1', true],
  ['25.8.1.1', true],
  ['25.10.1', true],
  ['25.7.9.9', false],
  ['18.16.1', false],
  ['', false],
  ['newest', false],
] as const) {
  test(`version ${version} is ${supported ? 'new enough' : 'refused'}`, () => {
    assert.equal(isSupported(version), supported);
  });
}
