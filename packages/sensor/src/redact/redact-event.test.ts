import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { type ExecutionEvent, redactCommand } from '@vedette/core';
import fc from 'fast-check';

import { digestKey } from './digest-key.ts';
import { createRedactor, redactEvent } from './redact-event.ts';

const KEY = new Uint8Array(32).fill(7);
/** Shows what was hidden, where a reader of the test expects it. */
function show(argv: readonly string[]): string[] {
  const hidden: string[] = [];
  const shown = redactCommand(argv, (secret) => {
    if (MARKER.test(secret)) return secret;
    hidden.push(secret);
    return `[redacted:${String(hidden.length - 1).padStart(8, '0')}]`;
  });
  return shown.map((argument) =>
    argument.replaceAll(
      /\[redacted:(\d{8})\]/g,
      (_, index: string) => `<${hidden[Number(index)]}>`,
    ),
  );
}
const MARKER = /^\[redacted:\d{8}\]$/;

function event(fields: Partial<ExecutionEvent>): ExecutionEvent {
  const who = { t: 0, host: 'h', workload: 'w', pid: 1, ppid: 0, uid: 0, comm: 'c', parent: 'p' };
  return { ...who, exe: '/bin/x', argv: [], kind: 'exec', ...fields };
}

describe('a command line', () => {
  for (const [argv, shown] of [
    ['mysql -uroot -phunter2 db', 'mysql -uroot -p<hunter2> db'],
    ['/usr/bin/mysqldump -p db', '/usr/bin/mysqldump -p db'],
    ['sudo -u x timeout 5 mysql -px', 'sudo -u x timeout 5 mysql -p<x>'],
    ['sshpass -p secret ssh -p 2222 host', 'sshpass -p <secret> ssh -p 2222 host'],
    ['redis-cli -a abc ping', 'redis-cli -a <abc> ping'],
    ['curl -u me:pw https://x', 'curl -u me:<pw> https://x'],
    ['curl --user=me:pw https://x', 'curl --user=me:<pw> https://x'],
    ['curl -u me https://x', 'curl -u me https://x'],
    ['docker login -u me -p pw r', 'docker login -u me -p <pw> r'],
    ['docker run -p 8080:80 nginx', 'docker run -p 8080:80 nginx'],
    ['7z a -psecret a.7z x', '7z a -p<secret> a.7z x'],
    ['openssl rsa -passin pass:abc', 'openssl rsa -passin pass:<abc>'],
    ['sudo bash -lc x', 'sudo bash -lc x'],
    ['smbclient -U me%pw //h/s', 'smbclient -U me%<pw> //h/s'],
    ['x --password abc', 'x --password <abc>'],
    ['x --token=abc', 'x --token=<abc>'],
    ['env API_KEY=abc y', 'env API_KEY=<abc> y'],
    ['git clone https://me:pw@host/r.git', 'git clone https://me:<pw>@host/r.git'],
    ['java -Dspring.datasource.password=abc', 'java -Dspring.datasource.password=<abc>'],
  ] as const) {
    test(`shows ${argv}`, () => assert.equal(show(argv.split(' ')).join(' '), shown));
  }

  for (const [script, shown] of [
    ['mysql -phunter2 db; docker run -p 80:80 x', 'mysql -p<hunter2> db; docker run -p 80:80 x'],
    [`cd /x && mysql -p'a b' -e "select 1"`, `cd /x && mysql -p'<a b>' -e "select 1"`],
    ['(sshpass -p s ssh h)', '(sshpass -p <s> ssh h)'],
    ['API_TOKEN=abc ./run', 'API_TOKEN=<abc> ./run'],
  ] as const) {
    test(`shows sh -c ${script}`, () =>
      assert.deepEqual(show(['sh', '-c', script]), ['sh', '-c', shown]));
  }

  for (const argv of [
    'x -p 8080',
    'ssh -i key host',
    'x --key-file /etc/x.pem',
    'git checkout da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'x 7f1d2c3a-1111-4222-8333-444455556666',
    'ps -p 1',
    'nginx -c /etc/nginx.conf',
    'vim mysql.cnf -p8080',
    'grep -p curl -x',
  ]) {
    test(`leaves ${argv}`, () => assert.equal(show(argv.split(' ')).join(' '), argv));
  }
});

describe('an event', () => {
  test('tells how many secrets there were, and which are equal', () => {
    const one = redactEvent(
      event({ argv: ['x', '--password', 'abc', '--token=abc', 'P_KEY=d'] }),
      KEY,
    );
    const digest = one.secrets?.[0] ?? '';
    assert.match(digest, /^[0-9a-f]{16}$/);
    assert.equal(one.redacted, 3);
    assert.equal(one.secrets?.length, 2);
    assert.equal(one.argv[2], `[redacted:${digest.slice(0, 8)}]`);
    assert.equal(one.argv[3], `--token=[redacted:${digest.slice(0, 8)}]`);
    const other = redactEvent(event({ argv: ['x', '--password', 'abc'] }), new Uint8Array(32));
    assert.notEqual(other.secrets?.[0], digest);
  });

  test('has no exact bytes of what was hidden', () => {
    const argv = ['x', '--password', 'a\ufffd', 'b\ufffd'];
    const { argvRaw } = redactEvent(event({ argv, argvRaw: { 2: 'Yf8=', 3: 'Yv8=' } }), KEY);
    assert.deepEqual(argvRaw, { 3: 'Yv8=' });
  });

  test('without secrets is the same', () => {
    const plain = event({ argv: ['ls', '-l'], cwd: '/a/very-long-folder-name-of-words' });
    assert.equal(redactEvent(plain, KEY), plain);
  });

  test('that was cut hides a secret that was cut', () => {
    const argv = ['curl', 'https://me:pass'];
    const cut = redactEvent(event({ argv, argvTruncated: true }), KEY);
    assert.match(cut.argv[1] ?? '', /^https:\/\/me:\[redacted:/);
    assert.deepEqual(redactEvent(event({ argv: [], argvTruncated: true }), KEY).argv, []);
  });

  test('hides secrets in paths', () => {
    const { file } = redactEvent(event({ file: '/tmp/x?token=abcdef' }), KEY);
    assert.match(file ?? '', /^\/tmp\/x\?token=\[redacted:/);
  });
});

const WORDS = [
  ...['mysql', 'curl', '-u', '-pabc', '-p', 'a:b', '--password', '--token=x', 'sh', '-c', "'", '"'],
  ...[
    'mysql -px',
    'sshpass -p x',
    "mysql -p'a b",
    'A_KEY=1 2',
    'https://a:b@c',
    '[redacted:0123abcd]',
  ],
  ...['docker', 'login', ';', ' ', '', '\n', 'pass:', 'pass:x', '--user=', '--user=a:b', 'eyJ'],
];
const anyArgv = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary' })), {
  maxLength: 8,
});

test('changes nothing that it already hid', () => {
  fc.assert(
    fc.property(anyArgv, fc.boolean(), (argv, argvTruncated) => {
      const once = redactEvent(event({ argv, argvTruncated }), KEY);
      assert.deepEqual(redactEvent(once, KEY), once);
      assert.equal(once.argv.length, argv.length);
    }),
    { numRuns: 2_000 },
  );
});

test('remembers what is harmless, and nothing else', () => {
  const redact = createRedactor(KEY);
  fc.assert(
    fc.property(fc.array(anyArgv, { maxLength: 4 }), (commands) => {
      for (const argv of [...commands, ...commands]) {
        // The kernel ends an argument at its NUL.
        const clean = event({ argv: argv.map((word) => word.replaceAll('\0', '')) });
        assert.deepEqual(redact(clean), redactEvent(clean, KEY));
      }
    }),
  );
});

test('takes time linear in the text, whatever it repeats', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }), (words) => {
      const unit = `${words.join(' ')} `;
      const argv = ['sh', '-c', `mysql ${unit.repeat(Math.ceil(100_000 / unit.length))}`];
      const before = process.cpuUsage();
      redactEvent(event({ argv, argvTruncated: true }), KEY);
      const { user, system } = process.cpuUsage(before);
      // A quadratic search of 100,000 characters takes minutes.
      assert.ok((user + system) / 1_000 < 2_000, JSON.stringify(unit));
    }),
    { numRuns: 30 },
  );
});

test('keeps its key, for its owner only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-key-'));
  try {
    const key = await digestKey(folder);
    assert.deepEqual(await digestKey(folder), key);
    assert.equal(statSync(join(folder, 'digest.key')).mode & 0o777, 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
