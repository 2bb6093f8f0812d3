import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { categoriesOf, explain, textOf } from './explain.ts';
import { REASON_CODES } from './reason-codes.ts';
import { LOCALES } from './text-params.ts';

const PARAMS = [
  'country', 'network', 'family', 'os', 'name', 'version', 'latest', 'seen', 'of', 'hour',
  'weekday', 'offset', 'from', 'to', 'km', 'hours', 'failures', 'percent', 'above',
]; // prettier-ignore
const params = fc.dictionary(
  fc.constantFrom(...PARAMS),
  fc.oneof(fc.integer(), fc.double(), fc.string({ unit: 'binary', maxLength: 50 })),
);

describe('texts', () => {
  for (const code of REASON_CODES) {
    test(`${code} has one in both languages, whatever its parameters are`, () => {
      fc.assert(
        fc.property(params, (any) => {
          for (const locale of LOCALES) {
            const text = textOf({ code, contribution: 1, params: any }, locale);
            assert.ok(text.length > 5);
            assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]|undefined/u);
          }
        }),
        { numRuns: 25 },
      );
    });
  }

  test('name countries, days and frequencies', () => {
    const evidence = {
      code: 'country-new',
      contribution: 2,
      params: { country: 'RO', of: 41 },
    } as const;
    assert.equal(textOf(evidence, 'en'), 'from Romania: in 0 of 41 sign-ins known');
    assert.equal(textOf(evidence, 'de'), 'Land Rumänien: bei 0 von 41 bekannten Anmeldungen');
  });
});

describe('what a client is told', () => {
  test('is what it is about, not what was seen', () => {
    assert.deepEqual(
      categoriesOf([
        { code: 'country-new', contribution: 2, params: { country: 'RO' } },
        { code: 'hour-unusual', contribution: 1, params: { hour: 3 } },
        { code: 'client-usual', contribution: -1, params: {} },
      ]),
      ['place', 'time'],
    );
  });

  test('nothing is no reason, except that there is no history', () => {
    const none = { code: 'history-none', contribution: 0, params: {} } as const;
    const zero = { code: 'pattern-pause', contribution: 0.0001, params: {} } as const;
    assert.deepEqual(
      explain([none, zero], 'en').reasons.map(({ code }) => code),
      ['history-none'],
    );
  });
});
