import assert from 'node:assert/strict';
import { test } from 'node:test';

import { signInsOf } from './sign-in-settings.ts';

const GIVEN = { signinsMode: 'enforce', signinsLang: 'de' } as const;
const url = 'http://127.0.0.1:8080/v1';

test('a server judges as its options say', () => {
  assert.deepEqual(signInsOf({ env: {} }, GIVEN), { mode: 'enforce', locale: 'de', judge: null });
  const judged = { ...GIVEN, signinsBudget: 0.05, signinsJudge: url, signinsJudgeModel: 'small' };
  assert.deepEqual(signInsOf({ env: { VEDETTE_JUDGE_KEY: 'k' } }, judged), {
    ...{ mode: 'enforce', locale: 'de', challengeBudget: 0.05 },
    judge: { baseUrl: url, model: 'small', apiKey: 'k' },
  });
});

test('half a judge, one that is no address, or a key in an argument is refused', () => {
  for (const [options, problem] of [
    [{ signinsJudge: url }, /belong together/],
    [{ signinsJudgeModel: 'small' }, /belong together/],
    [{ signinsJudge: 'file:///x', signinsJudgeModel: 'small' }, /no http or https URL/],
    [{ signinsJudge: 'https://a:b@x.example', signinsJudgeModel: 'small' }, /VEDETTE_JUDGE_KEY/],
  ] as const)
    assert.throws(() => signInsOf({ env: {} }, { ...GIVEN, ...options }), problem);
});
