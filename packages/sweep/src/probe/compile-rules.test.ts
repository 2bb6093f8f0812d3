import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Check, Rule } from '../checks/check.ts';
import { judgeEvidence } from '../judge/judge-evidence.ts';
import { compileRules } from './compile-rules.ts';

const FRAME = readFileSync(join(import.meta.dirname, '../../probe/frame/frame.awk'), 'utf8');
const NONCE = '00112233445566aa';
const CODES = ['a', 'b', 'ab', 'a-b', 'c'];

const codes = fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: 3 });
const rule: fc.Arbitrary<Rule> = fc.record({
  disposition: fc.constantFrom('benign', 'ambiguous', 'slam-dunk'),
  severity: fc.constantFrom('info', 'low', 'high'),
  all: codes,
  any: fc.array(fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 2 }), {
    maxLength: 2,
  }),
  none: codes,
});

const check = (id: string, subject: string, rules: readonly Rule[]): Check => ({
  id,
  subject,
  rules,
  title: '',
  why: '',
  sections: ['host'],
  attack: [],
  lookAlikes: [],
  next: '',
  summary: '',
});

for (const awk of [['mawk'], ['busybox', 'awk']]) {
  test(`the host's judge (${awk.join(' ')}) and the controller's agree`, () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(codes, codes, fc.boolean()), { minLength: 1, maxLength: 20 }),
        (first, second, records) => {
          const checks = [check('first', 'process', first), check('second', 'key', second)];
          const input = records.map(
            ([evidence, held, isProcess]) =>
              `${isProcess ? 'process pid=1' : 'item subject=key key=k value=v'} evidence=${evidence.join(',')} held=${held.join(',')} failed=c`,
          );
          const verdicts = judgeWith(awk, checks, input);
          const expected = records.map(([evidence, held, isProcess]) =>
            judgeEvidence(checks, isProcess ? 'process' : 'key', new Set([...evidence, ...held]))
              .map(({ check: id, disposition, severity }) => `${id}:${disposition}:${severity}`)
              .join('+'),
          );
          assert.deepEqual(verdicts, expected);
        },
      ),
      { numRuns: 60 },
    );
  });
}

test('a word that is no code cannot become awk', () => {
  const evil = { disposition: 'benign', severity: 'info', all: ['x") || system("id'] } as const;
  assert.throws(() => compileRules([check('first', 'process', [evil])]), TypeError);
});

/** The verdict of each record, as the awk at hand says it. */
function judgeWith(
  [command = '', ...args]: readonly string[],
  checks: readonly Check[],
  records: readonly string[],
): string[] {
  const program = `${compileRules(checks)}\n${FRAME}`;
  const output = execFileSync(command, [...args, '-v', `nonce=${NONCE}`, program], {
    input: [`@@${NONCE} section host`, ...records, `@@${NONCE} done`, ''].join('\n'),
    encoding: 'utf8',
  });
  const lines = output.trimEnd().split('\n');
  assert.match(lines.at(-1) ?? '', /end records=\d+ status=complete$/);
  return lines.slice(0, -1).map((line) => / verdict=(\S+)/.exec(line)?.[1] ?? '');
}
