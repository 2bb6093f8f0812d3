import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { type ExecutionEvent, PROGRAM_SECRETS } from '@vedette/core';
import fc from 'fast-check';

import { createHarmlessWords } from './harmless-text.ts';
import { createRedactor, redactEvent } from './redact-event.ts';

const KEY = new Uint8Array(32).fill(7);
const OPTIONS = PROGRAM_SECRETS.flatMap(({ attached = [], separate = [], user, subcommand }) => [
  ...[...attached, ...separate, ...(user?.options ?? [])],
  ...(subcommand === undefined ? [] : [subcommand]),
]);
/** What programs are really told, with secrets of each kind that the redaction knows. */
const WORDS = [
  ...PROGRAM_SECRETS.flatMap(({ programs }) => programs),
  ...OPTIONS,
  ...[
    'sudo',
    'env',
    'sh',
    '/bin/bash',
    'timeout',
    '-c',
    '-lc',
    '-e',
    '--',
    '-',
    '',
    ' ',
    '5',
    '1.2.3',
  ],
  ...['--password', '--token', '-H', '--api-key', '--key-file', '--password-file', '--port', '-k'],
  ...['hunter2', 'x', 'true', '/etc/x.pem', '3600', '8080:80', 'me:pw', 'me', 'a b', '10.0.0.1'],
  ...['--token=x', 'API_KEY=y', 'PATH=/bin', 'A=b c', 'PASSWORD=', '-Ddb.password=z', 'KEY="a b"'],
  ...['https://me:pw@host/', 'https://host/?token=t', 'Authorization: Bearer abcdefghijklmnop'],
  ...[`ghp_${'a1B2'.repeat(9)}`, `AKIA${'A'.repeat(16)}`, 'eyJhbGciOi.eyJzdWIi.sig', '-----BEGIN'],
  ...['7f1d2c3a-1111-4222-8333-444455556666', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ...['mysql -px db', 'cd /x && sshpass -p s ssh h', "mysql -p'a b'", '[redacted:0123abcd]', ';'],
  ...['/usr/bin/worker', '--config', '/etc/worker/worker.conf', '--log-level=info', '--queue'],
  ...['bearer', 'password', 'pass:', 'pass:x', 'DB_PASS', 'token:', 'secret', '"', "'", '\n', '\\'],
];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS))
      .map((two) => two.join('')),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9.]{1,20}$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')) },
);
const path = fc.option(fc.oneof(fc.constantFrom('/usr/bin/x', '/a b/c'), word), { nil: undefined });
const anyEvent: fc.Arbitrary<ExecutionEvent> = fc
  .record({
    argv: fc.array(word, { maxLength: 7 }),
    exe: fc.oneof(fc.constant('/bin/x'), word),
    argvTruncated: fc.option(fc.boolean(), { nil: undefined }),
    ...{ file: path, cwd: path, interpreter: path, parentExe: path },
  })
  .map((fields) => {
    const who = { t: 0, host: 'h', workload: 'w', pid: 1, ppid: 0, uid: 0, comm: 'c', parent: 'p' };
    const told = Object.entries(fields).filter(([, value]) => value !== undefined);
    return { ...who, kind: 'exec', exe: '', argv: [], ...Object.fromEntries(told) };
  });

test('what is remembered to be harmless hides as much as looking at everything does', () => {
  const redact = createRedactor(KEY);
  const counts = { hidden: 0, harmless: 0 };
  fc.assert(
    fc.property(anyEvent, (event) => {
      const slow = redactEvent(event, KEY);
      assert.deepEqual(redact(event), slow);
      // The second time it is known.
      assert.deepEqual(redact(event), slow);
      if (slow.redacted === undefined) counts.harmless += 1;
      else counts.hidden += 1;
    }),
    { numRuns: 20_000 },
  );
  assert.ok(counts.hidden > 5_000 && counts.harmless > 1_000, JSON.stringify(counts));
});

test('a word that names a program, an option or a secret is not harmless, others are', () => {
  const isHarmless = createHarmlessWords();
  for (const text of [
    'mysql',
    '/usr/bin/curl',
    '--password',
    '-token',
    'A_KEY=x',
    'https://a:b@c',
  ]) {
    assert.equal(isHarmless(text), false, text);
  }
  for (const text of ['ls', '/usr/bin/worker', '--config', '-p', 'sh', '-c', '12', '8080:80', '']) {
    assert.equal(isHarmless(text), true, text);
  }
});

test('does not grow without end', () => {
  const isHarmless = createHarmlessWords();
  const before = heapInUse();
  for (let number = 0; number < 200_000; number += 1)
    isHarmless(`word-${number}-${'x'.repeat(99)}`);
  assert.ok(heapInUse() - before < 16 * 1024 * 1024);
  // Asked once more, so that it is still in use.
  assert.equal(isHarmless('ls'), true);
});

/** What is left after garbage is collected, in bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}
