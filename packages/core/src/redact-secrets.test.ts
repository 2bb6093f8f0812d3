import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { redactArguments, redactEnvironment, redactText } from './redact-secrets.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P';
// In parts, so that no scanner takes this file for a leak.
const GITHUB = `ghp_${'a1B2'.repeat(9)}`;

describe('an environment', () => {
  for (const [variable, shown] of [
    ['DB_PASSWORD=hunter2 with spaces', 'DB_PASSWORD=[redacted 19 chars]'],
    ['PGPASSWORD=x', 'PGPASSWORD=[redacted 1 chars]'],
    ['MYSQL_PWD=abc', 'MYSQL_PWD=[redacted 3 chars]'],
    ['AWS_SECRET_ACCESS_KEY=abcd', 'AWS_SECRET_ACCESS_KEY=[redacted 4 chars]'],
    ['apiKey2=x', 'apiKey2=[redacted 1 chars]'],
    ['SESSION=x', 'SESSION=[redacted 1 chars]'],
    ['SENTRY_DSN=https://a@b/1', 'SENTRY_DSN=[redacted 13 chars]'],
    [
      'DATABASE_URL=postgres://app:s3cr@t@db/app',
      'DATABASE_URL=postgres://app:[redacted 6 chars]@db/app',
    ],
    ['REDIS=redis://:pw@db', 'REDIS=redis://:[redacted 2 chars]@db'],
    ['OPTS=--token abc --pool x:3333', 'OPTS=--token [redacted 3 chars] --pool x:3333'],
    ['X=AKIAABCDEFGHIJKLMNOP', 'X=[redacted 20 chars]'],
    [`X=a ${GITHUB} b`, 'X=a [redacted 40 chars] b'],
    [`X=${JWT}`, `X=[redacted ${JWT.length} chars]`],
  ] as const) {
    test(`shows ${variable} as ${shown}`, () => assert.equal(redactEnvironment(variable), shown));
  }

  for (const variable of [
    'PATH=/usr/bin:/bin',
    'HOME=/root',
    'PWD=/tmp',
    'KEYBOARD=de',
    'XKB_LAYOUT=de',
    'TOKENIZERS_PARALLELISM=false',
    'PASSENGER_ENV=production',
    'SSH_AUTH_SOCK=/tmp/ssh-1/agent.2',
    'XDG_SESSION_ID=3',
    'DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/0/bus',
    'GOOGLE_KEY_FILE=/etc/key.json',
    'PRIVATE_IP=10.0.0.1',
    'TOKEN_TTL=3600s',
    'GIT_COMMIT=da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'INVOCATION_ID=7f1d2c3a-1111-4222-8333-444455556666',
    'MONKEY=banana',
    'TOKEN=',
    'LS_COLORS=rs=0:di=01;34',
  ]) {
    test(`leaves ${variable}`, () => assert.equal(redactEnvironment(variable), variable));
  }

  test('keeps the strings apart, by NUL or by line', () => {
    assert.equal(redactEnvironment('A=1\0PASS=x\ny\0B=2\0'), 'A=1\0PASS=[redacted 3 chars]\0B=2\0');
    assert.equal(redactEnvironment('A=1\nPASS=x\n y\nB=2'), 'A=1\nPASS=[redacted 4 chars]\nB=2');
  });

  test('never shows the value of a telling name, whatever it is', () => {
    const value = fc.string({ unit: 'binary', minLength: 2 }).filter((text) => !/\0/.test(text));
    fc.assert(
      fc.property(value, (secret) => {
        const shown = redactEnvironment(`A=1\0MY_PASSWORD=${secret}\0B=2`);
        return (
          shown === `A=1\0MY_PASSWORD=[redacted ${secret.length} chars]\0B=2` ||
          /^(?:yes|no|true|false|on|off|none|null|ask|auto|["']?[01]["']?)$/i.test(secret)
        );
      }),
    );
  });
});

describe('text', () => {
  for (const [text, shown] of [
    ['./x -o pool:3333 --password=x -u me', './x -o pool:3333 --password=[redacted 1 chars] -u me'],
    ['x -p x --db-password "a b" y', 'x -p x --db-password "[redacted 3 chars]" y'],
    ['env DB_PASS=x ./run', 'env DB_PASS=[redacted 1 chars] ./run'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [redacted 7 chars]'],
    [
      `curl -H 'Authorization: Basic YTpi' x`,
      `curl -H 'Authorization: Basic [redacted 4 chars]' x`,
    ],
    ['Cookie: a=b; c=d\nHost: x', 'Cookie: [redacted 8 chars]\nHost: x'],
    ['bearer abcdefghijklmnop', 'bearer [redacted 16 chars]'],
    ['{"password": "a b", "x": 1}', '{"password": "[redacted 3 chars]", "x": 1}'],
    [
      String.raw`{\"password\":\"a b\",\"x\":1}`,
      String.raw`{\"password\":\"[redacted 3 chars]\",\"x\":1}`,
    ],
    ['{"a":{"token":123456}}', '{"a":{"token":[redacted 6 chars]}}'],
    ['GET /x?api_key=abc', 'GET /x?api_key=[redacted 3 chars]'],
    ['--token\0a b\0--x', '--token\0[redacted 3 chars]\0--x'],
    [
      'a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\nb',
      'a [redacted 65 chars]\nb',
    ],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\ncut', '[redacted 39 chars]'],
    [`xoxb-${'1'.repeat(12)}`, '[redacted 17 chars]'],
    [`sk_live_${'a'.repeat(24)}`, '[redacted 32 chars]'],
    [`glpat-${'a'.repeat(20)}`, '[redacted 26 chars]'],
    [`npm_${'a'.repeat(36)}`, '[redacted 40 chars]'],
    [`AIza${'a'.repeat(35)}`, '[redacted 39 chars]'],
    [`github_pat_${'a'.repeat(22)}`, '[redacted 33 chars]'],
  ] as const) {
    test(`shows ${text}`, () => assert.equal(redactText(text), shown));
  }

  for (const text of [
    'the key to it is patience',
    'basic authentication',
    'ssh -o StrictHostKeyChecking=no host',
    '--key --other',
    'commit da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '7f1d2c3a-1111-4222-8333-444455556666',
    'https://host/path@x:80/',
    '/usr/bin/keyring-daemon --foreground',
    '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----',
    'sk-learn-contrib-something-longer',
    'password=',
  ]) {
    test(`leaves ${text}`, () => assert.equal(redactText(text), text));
  }

  test('of arguments hides the whole value of an option', () => {
    assert.deepEqual(
      redactArguments(['x', '--token', 'a b', '-p', 'c', 'KEY=d e', '-H', 'X-Token: f']),
      [
        ...['x', '--token', '[redacted 3 chars]', '-p', 'c', 'KEY=[redacted 3 chars]'],
        ...['-H', 'X-Token: [redacted 1 chars]'],
      ],
    );
  });
});

const PARTS = [
  ...['password=', 'a=', 'key: ', '--token ', 'token', '=', ':', ' ', '\n', '\0', '"', "'", '\\"'],
  ...['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'eyJ', '.', '-', '://', '@', 'x'],
  ...[
    '[redacted 3 chars]',
    '[redacted',
    ']',
    'Authorization: Bearer ',
    'AKIAABCDEFGHIJKLMNOP',
    '_',
  ],
];

test('changes nothing that it already hid', () => {
  const text = fc
    .array(fc.constantFrom(...PARTS), { maxLength: 12 })
    .map((parts) => parts.join(''));
  for (const redact of [redactText, redactEnvironment]) {
    fc.assert(
      fc.property(text, (hostile) => {
        const once = redact(hostile);
        assert.equal(redact(once), once);
      }),
      { numRuns: 2_000 },
    );
  }
});

test('takes time linear in the text, whatever it repeats', () => {
  const repeated = fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(repeated, (parts) => {
      const unit = parts.join('');
      const cpuMs = (length: number): number => {
        const text = unit.repeat(Math.ceil(length / unit.length));
        const before = process.cpuUsage();
        redactText(text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1_000;
      };
      // A quadratic search of 100,000 characters takes minutes; half a second is a busy machine's.
      assert.ok(cpuMs(100_000) < 500, JSON.stringify(unit));
    }),
    { numRuns: 60 },
  );
});
