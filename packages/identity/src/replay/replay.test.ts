import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { DEFAULT_SETTINGS } from '../engine/assess-sign-in.ts';
import { createDigestKey } from '../signals/digest-key.ts';
import { RbaRow, readRbaRow } from './rba-row.ts';
import { createReplay, UNKNOWN_ACCOUNT } from './replay.ts';

const digestKey = createDigestKey('k');
const engine = { ...DEFAULT_SETTINGS, mode: 'enforce' } as const;

function row(day: number, other: Partial<RbaRow> = {}): RbaRow {
  const date = new Date(Date.UTC(2020, 1, 3 + day, 12, 43, 30, 772)).toISOString();
  return RbaRow.parse({
    index: String(day),
    'Login Timestamp': date.replace('T', ' ').replace('Z', ''),
    'User ID': '-4324475583306591934',
    'Round-Trip Time [ms]': '',
    'IP Address': '10.0.65.171',
    Country: 'NO',
    Region: '-',
    City: '-',
    ASN: '29695',
    'User Agent String':
      'Mozilla/5.0  (iPhone; CPU iPhone OS 13_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1 Mobile/15E148 Safari/604.1',
    'Browser Name and Version': 'Mobile Safari 13.1',
    'OS Name and Version': 'iOS 13.4',
    'Device Type': 'mobile',
    'Login Successful': 'True',
    'Is Attack IP': 'False',
    'Is Account Takeover': 'False',
    ...other,
  });
}

describe('a row of the data set', () => {
  test('is read without its text being kept', () => {
    const { signIn, user, succeeded } = readRbaRow(row(0), { digestKey, failures: 2 });
    assert.equal(user, '-4324475583306591934');
    assert.equal(succeeded, true);
    assert.equal(signIn.atMs, Date.UTC(2020, 1, 3, 12, 43, 30, 772));
    assert.deepEqual(signIn.client, {
      family: 'Mobile Safari',
      major: 13,
      os: 'iOS',
      osMajor: 13,
      type: 'mobile',
      modelKey: signIn.client?.modelKey,
    });
    assert.equal(signIn.roundTripMs, null);
    assert.doesNotMatch(JSON.stringify(signIn), /10\.0\.65|iPhone;/);
  });

  test('that is no row is refused, others never throw', () => {
    assert.equal(RbaRow.safeParse({ 'User ID': 'a' }).success, false);
    assert.equal(RbaRow.safeParse({ ...row(0), 'Login Timestamp': 'yesterday' }).success, false);
    const text = fc.string({ maxLength: 80 });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row(0))), text), (fields) => {
        const parsed = RbaRow.safeParse({ ...row(0), ...fields });
        if (parsed.success) readRbaRow(parsed.data, { digestKey, failures: 0 });
      }),
    );
  });
});

describe('a replay', () => {
  test('learns a habit, challenges a take-over, and does not learn that', () => {
    const replay = createReplay({ engine, digestKey });
    for (let day = 0; day < 30; day += 1) {
      const replayed = replay.next(row(day));
      assert.equal(replayed.kind === 'assessed' && replayed.assessment.decision, 'allow');
    }
    const other = {
      Country: 'RO',
      ASN: '9050',
      'IP Address': '5.5.5.5',
      'Browser Name and Version': 'Firefox 68.0',
      'OS Name and Version': 'Windows 10',
      'User Agent String': 'Mozilla/5.0 (Windows NT 10.0; rv:68.0) Gecko/20100101 Firefox/68.0',
      'Device Type': 'desktop',
      'Is Account Takeover': 'true' as const,
    };
    const attack = replay.next(row(30, other));
    assert.equal(attack.kind === 'assessed' && attack.assessment.decision, 'step-up');
    const after = replay.record('-4324475583306591934');
    assert.ok(after !== undefined);
    assert.ok(after.signature.levels.country.items.every(({ key }) => key === 'NO'));
  });

  test('what a row says afterwards does not change its score', () => {
    const [honest, labelled] = (['false', 'true'] as const).map((label) => {
      const replay = createReplay({ engine, digestKey });
      for (let day = 0; day < 5; day += 1) replay.next(row(day));
      const replayed = replay.next(row(5, { 'Is Account Takeover': label }));
      return replayed.kind === 'assessed' ? replayed.assessment.score : Number.NaN;
    });
    assert.equal(honest, labelled);
  });

  test('counts failed attempts against the next success', () => {
    const replay = createReplay({ engine, digestKey });
    replay.next(row(0));
    for (let n = 0; n < 4; n += 1)
      assert.equal(replay.next(row(1, { 'Login Successful': 'false' })).kind, 'failed-attempt');
    const replayed = replay.next(row(1));
    assert.ok(
      replayed.kind === 'assessed' &&
        replayed.assessment.reasons.some(({ code }) => code === 'failures-recent'),
    );
  });

  test('leaves out the account that stands for all unknown ones', () => {
    const replay = createReplay({ engine, digestKey });
    assert.equal(replay.next(row(0, { 'User ID': UNKNOWN_ACCOUNT })).kind, 'unknown-account');
    assert.equal(replay.users(), 0);
  });
});
