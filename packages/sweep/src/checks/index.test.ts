import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { CONTROLLER_EVIDENCE } from '../findings/controller-evidence.ts';
import { placeholdersOf } from '../findings/fill-text.ts';
import { SECTIONS } from '../probe/sections.ts';
import { ALL_CHECKS, EVIDENCE, SECTION_CHECKS } from './index.ts';
import { codesOf } from './rule-words.ts';

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** What a template may hold besides its places: a brace is either one, or a mistake. */
const withoutPlaces = (template: string): string => template.replace(/\{[a-z][a-z0-9_]*\}/g, '');

test('there are checks, each with an id of its own', () => {
  assert.ok(ALL_CHECKS.length > 0);
  const ids = ALL_CHECKS.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
});

test('a code in two sections says the same', () => {
  const tables = SECTION_CHECKS.flatMap(({ evidence }) => Object.entries(evidence));
  for (const [code, evidence] of tables) {
    assert.match(code, CODE);
    assert.deepEqual(evidence, EVIDENCE[code], code);
  }
});

test('a host cannot speak with the codes of the controller', () => {
  const shared = Object.keys(CONTROLLER_EVIDENCE).filter((code) => Object.hasOwn(EVIDENCE, code));
  assert.deepEqual(shared, []);
});

test('every clause of evidence fills, and its sign says what it speaks for', () => {
  for (const [code, { role, contribution, text }] of Object.entries(EVIDENCE)) {
    assert.doesNotMatch(withoutPlaces(text), /[{}]/, code);
    assert.ok(Math.abs(contribution) <= 1, code);
    if (role === 'proof') assert.ok(contribution <= 0, code);
  }
});

for (const check of ALL_CHECKS) {
  describe(check.id, () => {
    test('has a name and a subject that rules compile', () => {
      assert.match(check.id, CODE);
      assert.match(check.subject, CODE);
      assert.ok(
        check.title !== '' && check.why !== '' && check.summary !== '' && check.next !== '',
      );
    });

    test('is seen by sections that exist', () => {
      const sections: readonly string[] = SECTIONS;
      assert.ok(check.sections.length > 0);
      for (const section of check.sections) assert.ok(sections.includes(section), section);
    });

    test('asks for evidence that exists', () => {
      const missing = codesOf(check.rules).filter((code) => !Object.hasOwn(EVIDENCE, code));
      assert.deepEqual(missing, []);
    });

    test('has sentences that fill', () => {
      for (const template of [check.summary, check.next]) {
        assert.doesNotMatch(withoutPlaces(template), /[{}]/);
        assert.ok(placeholdersOf(template).every((name) => name !== 'evidence'));
      }
    });

    test('names ATT&CK techniques', () => {
      assert.ok(check.attack.length > 0);
      for (const technique of check.attack) assert.match(technique, /^T\d{4}(\.\d{3})?$/);
    });

    test('has rules, and files never slam-dunk', () => {
      assert.ok(check.rules.length > 0);
      if (check.rules.some(({ onChange }) => onChange === true)) {
        const drift = check.rules.filter(({ onChange }) => onChange === true);
        assert.ok(drift.every(({ disposition }) => disposition !== 'slam-dunk'));
      }
    });
  });
}
