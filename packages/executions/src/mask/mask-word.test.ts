import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { argumentWords } from './argument-words.ts';
import { maskName } from './mask-name.ts';

const MASKED: readonly (readonly [string, string])[] = [
  ['8080', '<n>'],
  ['4ff61684-ad91-405c-9fbc-048354ff1d07', '<uuid>'],
  ['ba1ee2519903bcc5b5f98e6e72c4979b', '<hex>'],
  ['a1b2c3d', '<hex>'],
  ['10.1.2.3', '<ip-inside>'],
  ['185.1.2.3', '<ip-outside>'],
  ['127.0.0.1', '<ip-own>'],
  ['www-2026-11-13-21637.tar.gz', 'www-#-#-#-#.tar.gz'],
  ['ccSnSu2q.s', '<random>.s'],
  ['tmp.Ab3dE9xYzQ', 'tmp.<random>'],
  ['IyEvYmluL2Rhc2gKZWNobyAiaHR0cHM6', '<encoded>'],
  ['python3.11', 'python#.#'],
  ['Nov', '<date>'],
  ['README', 'readme'],
];

describe('what differs from run to run', () => {
  for (const [word, masked] of MASKED)
    test(`${word} becomes ${masked}`, () => assert.equal(maskName(word), masked));

  test('masking never throws and never grows a word by much', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        assert.ok(maskName(word).length <= word.length + '<ip-outside>'.length * 9);
      }),
    );
  });
});

describe('the words of an argument', () => {
  const WORDS: readonly (readonly [string, readonly string[]])[] = [
    ['--port=8080', ['--port', '<n>']],
    ['/etc/shadow', ['/etc', '/etc/shadow', '*shadow']],
    ['if=/dev/zero', ['if', '/dev', '/dev/zero', '*zero']],
    ['https://127.0.0.1:80/x.sh?a=1', ['net:https', 'net:<ip-own>', './x.sh', '*x.sh', '*.sh']],
    ['209.141.32.204/ssh', ['net:<ip-outside>', './ssh', '*ssh']],
    ['/root/.ssh', ['/root', '/root/.ssh', '*.ssh', '<hidden>']],
    ['/bin/true', ['/usr', '/usr/bin', '/usr/bin/true', '*true']],
    ['/dev/null', ['<nowhere>']],
    ['s/-/ /g', ['<substitution>']],
    ['s/a/b/', ['<substitution>']],
    ['s/x/id/e', ['./s', './s/x', './s/x/id', './s/x/id/e', '*e']],
    ['import os;os.dup2(1,2)', ['import', 'os', 'os.dup#', '<n>', '<n>']],
  ];
  for (const [argument, words] of WORDS)
    test(argument, () => assert.deepEqual(argumentWords(argument), words));

  test('are bounded and never empty text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4_000 }), (argument) => {
        const words = argumentWords(argument);
        assert.ok(words.length <= 96);
        assert.ok(words.every((word) => word !== ''));
      }),
    );
  });
});
