import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  atOnce,
  changedItems,
  FixtureHost,
  onChange,
  SHELLS,
  sweepFixture,
  type Entry,
} from '../drift/probe-fixture.ts';
import { fingerprintOf } from './fingerprint.ts';
import { checks } from './index.ts';

const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuoVFLLdFx4PRa9aJEYdFkAdXoaDF/dT8n3p6k4GEap';
const OTHER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuoVFLLdFx4PRa9aJEYdFkAdXoaDF/dT8n3p6k4GEaq';
const RSA = `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAC${'A'.repeat(2700)}=`;
const HOST: Record<string, Entry> = {
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
ann:x:1000:1000::/home/ann:/bin/bash
`,
  '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\nUsePAM yes\n',
  '/root/.ssh/authorized_keys': `# root's\n${ED25519} ann@laptop\n\n${RSA} backup\n`,
  '/home/ann/.ssh/authorized_keys': `${ED25519} ann@laptop\n`,
};
const ROOT_KEYS = '/root/.ssh/authorized_keys';
const ANN_KEYS = '/home/ann/.ssh/authorized_keys';

const isoIn = (seconds: number): string =>
  new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z/, '+0000');
const google = (seconds: number): string =>
  `# Added by Google\n${OTHER} google-ssh {"userName":"ann@example.org","expireOn":"${isoIn(seconds)}"}\n`;

test('fingerprints are those of ssh-keygen', () => {
  assert.equal(
    fingerprintOf('AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'),
    'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
  );
});

for (const shell of SHELLS) {
  test(`ssh under ${shell.name}`, async (t) => {
    using host = new FixtureHost(HOST);
    const learned = sweepFixture(host, { checks, shell });
    const after = (change: Record<string, Entry>): string[] => {
      using changed = new FixtureHost({ ...HOST, ...change });
      return changedItems(learned, sweepFixture(changed, { checks, shell })).flatMap(onChange);
    };

    await t.test('every key of every user, nothing at once', () => {
      const keys = learned.items.filter(({ subject }) => subject === 'authorized-key');
      assert.deepEqual(keys.map(({ key }) => key).toSorted(), [
        `ann ${ED25519}`,
        `root ${ED25519}`,
        `root ${RSA}`,
      ]);
      assert.deepEqual(learned.items.flatMap(atOnce), []);
      assert.deepEqual(learned.gaps, []);
    });

    const quiet: readonly [string, Record<string, Entry>][] = [
      ['rewritten identically', { [ROOT_KEYS]: HOST[ROOT_KEYS] ?? '' }],
      [
        'reordered, doubled, without comments',
        { [ROOT_KEYS]: `${RSA}\n${ED25519}\n${ED25519} twice\n` },
      ],
      [
        'with carriage returns and tabs',
        { [ROOT_KEYS]: `  ${ED25519.replace(' ', '\t')} x\r\n${RSA}\r\n` },
      ],
      [
        'moved to authorized_keys2',
        { [ROOT_KEYS]: `${RSA}\n`, '/root/.ssh/authorized_keys2': `${ED25519}\n` },
      ],
      ['a key of the Google Cloud console', { [ANN_KEYS]: `${ED25519}\n${google(300)}` }],
      [
        'lines that sshd does not read',
        { [ROOT_KEYS]: `${ED25519}\n${RSA}\nssh-ed25519 short\nnonsense\n#${OTHER}\n` },
      ],
      [
        'sshd_config in another order and spelling',
        {
          '/etc/ssh/sshd_config':
            '# new\nusepam=yes\nPERMITROOTLOGIN "no" # said\nInclude sshd_config.d/*.conf\n',
        },
      ],
    ];
    for (const [name, change] of quiet)
      await t.test(`quiet: ${name}`, () => assert.deepEqual(after(change), []));

    const loud: readonly [string, Record<string, Entry>, readonly string[]][] = [
      ['a key for root', { [ROOT_KEYS]: `${OTHER}\n` }, ['authorized-key:high']],
      ['a key for a user', { [ANN_KEYS]: `${ED25519}\n${OTHER}\n` }, ['authorized-key:medium']],
      [
        'a key for a service account',
        { '/var/www/.ssh/authorized_keys': `${OTHER}\n` },
        ['authorized-key:high'],
      ],
      [
        'a forced command taken away',
        { [ANN_KEYS]: `command="echo \\"hi there\\"",no-pty ${ED25519}\n` },
        ['authorized-key:medium'],
      ],
      [
        'an expired Google key that stays',
        { [ANN_KEYS]: google(-3600) },
        ['authorized-key:medium'],
      ],
      ['a Google key for years', { [ANN_KEYS]: google(86400 * 400) }, ['authorized-key:medium']],
      ['a Google key for root', { [ROOT_KEYS]: google(300) }, ['authorized-key:high']],
      [
        'a home that only /home knows',
        { '/home/ldap.user/.ssh/authorized_keys': `${OTHER}\n` },
        ['authorized-key:medium'],
      ],
      [
        'another file of keys, in an included Match block',
        {
          '/etc/ssh/sshd_config.d/x.conf': 'Match User ann\n AuthorizedKeysFile /etc/keys/%u\n',
          '/etc/keys/ann': `${OTHER}\n`,
        },
        ['ssh-setting:medium', 'authorized-key:medium'],
      ],
      [
        'root may use a password',
        { '/etc/ssh/sshd_config.d/a.conf': 'PermitRootLogin yes\n' },
        ['ssh-setting:high'],
      ],
      [
        'a command for keys',
        { '/etc/ssh/sshd_config.d/a.conf': 'AuthorizedKeysCommand /opt/k %u\n' },
        ['ssh-setting:high'],
      ],
      [
        'EC2 Instance Connect',
        {
          '/etc/ssh/sshd_config.d/a.conf':
            'AuthorizedKeysCommand /usr/share/ec2-instance-connect/eic_run_authorized_keys %u %f\n',
        },
        ['ssh-setting:low'],
      ],
      [
        'one more port',
        { '/etc/ssh/sshd_config.d/a.conf': 'Port 22\nPort 2222\n' },
        ['ssh-setting:medium'],
      ],
      ['an rc file', { '/root/.ssh/rc': 'echo hello\n' }, ['ssh-hook:high']],
    ];
    for (const [name, change, expected] of loud)
      await t.test(`said: ${name}`, () => assert.deepEqual(after(change), expected));

    await t.test('at once: keys that lead to a scratch directory', () => {
      using changed = new FixtureHost({
        ...HOST,
        '/tmp/k': `${OTHER}\n`,
        [ANN_KEYS]: { link: '../../../tmp/k' },
      });
      const { items } = sweepFixture(changed, { checks, shell });
      assert.deepEqual(items.flatMap(atOnce), ['authorized-key:high']);
    });

    await t.test('an include that goes in circles ends', () => {
      using changed = new FixtureHost({
        ...HOST,
        '/etc/ssh/sshd_config': 'Include sshd_config\nPort 22\n',
      });
      assert.ok(sweepFixture(changed, { checks, shell }).items.length > 0);
    });
  });
}

test('whatever a key file holds, the keys found do not depend on the order of its lines', () => {
  using host = new FixtureHost(HOST);
  const noise = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((text) => text.replace(/[\n\r\0]/g, ' '));
  const key = fc.constantFrom(
    ED25519,
    `no-pty,command="a \\"b" ${RSA} x`,
    `${OTHER} "quoted`,
    `from="a b" ${OTHER}`,
  );
  const shuffled = fc
    .array(fc.oneof(key, key, noise), { maxLength: 12 })
    .chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
  const keysOf = (lines: readonly string[]): Set<string> => {
    host.write({ [ANN_KEYS]: lines.join('\n') });
    const { items } = sweepFixture(host, { checks, shell: SHELLS[0] });
    const keys = items.filter(({ subject }) => subject === 'authorized-key');
    return new Set(keys.map((item) => `${item.key} ${item.value}`));
  };
  fc.assert(
    fc.property(shuffled, ([lines, others]) => assert.deepEqual(keysOf(others), keysOf(lines))),
    { numRuns: 15 },
  );
});

test(
  'a user without root is told whose keys could not be seen',
  { skip: process.getuid?.() === 0 ? false : 'needs root, to become another user' },
  () => {
    using host = new FixtureHost({
      ...HOST,
      [ROOT_KEYS]: { content: ED25519, mode: 0o600 },
      '/etc/ssh/sshd_config': { content: 'Port 22\n', mode: 0o600 },
    });
    const { gaps } = sweepFixture(host, { checks, shell: SHELLS[0], uid: 65534 });
    assert.deepEqual(gaps, [
      'ssh-setting blind cannot read /etc/ssh/sshd_config',
      'authorized-key blind the keys of 1 users cannot be read',
    ]);
  },
);
