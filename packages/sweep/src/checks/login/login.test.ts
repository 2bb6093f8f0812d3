import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import {
  atOnce,
  changedItems,
  FixtureHost,
  onChange,
  SHELLS,
  sweepFixture,
  type Entry,
} from '../drift/probe-fixture.ts';
import { checks } from './index.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const MODULE = '\u007fELF module';
const MODULE_PATH = '/usr/lib/x86_64-linux-gnu/security/pam_unix.so';
const COMMON_AUTH =
  'auth [success=1 default=ignore] pam_unix.so nullok\nauth requisite pam_deny.so\nauth required pam_permit.so\n';
const SUDOERS = 'Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n';
const HOST: Record<string, Entry> = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
  '/lib': { link: 'usr/lib' },
  [MODULE_PATH]: MODULE,
  '/etc/pam.d/common-auth': COMMON_AUTH,
  '/etc/sudoers': { content: SUDOERS, mode: 0o440 },
  '/etc/sudoers.d/90-cloud-init-users': 'debian ALL=(ALL) NOPASSWD:ALL\n',
  '/var/lib/dpkg/info/libpam-modules:amd64.list': '/lib/x86_64-linux-gnu/security/pam_unix.so\n',
  '/var/lib/dpkg/info/libpam-modules:amd64.md5sums': `${md5(MODULE)}  lib/x86_64-linux-gnu/security/pam_unix.so\n`,
  '/var/lib/dpkg/info/sudo.list': '/etc/sudoers\n',
  '/var/lib/dpkg/status': `Package: sudo\nConffiles:\n /etc/sudoers ${md5(SUDOERS)}\n`,
};

for (const shell of SHELLS) {
  test(`login under ${shell.name}`, async (t) => {
    using host = new FixtureHost(HOST);
    const learned = sweepFixture(host, { checks, shell });
    const sweep = (change: Record<string, Entry>) => {
      using changed = new FixtureHost({ ...HOST, ...change });
      return changedItems(learned, sweepFixture(changed, { checks, shell }));
    };

    await t.test('an ordinary cloud image says nothing', () => {
      assert.deepEqual(
        learned.items.map(({ key }) => key),
        ['/etc/pam.d/common-auth', '/etc/sudoers.d/90-cloud-init-users'],
      );
      assert.deepEqual(learned.items.flatMap(atOnce), []);
      assert.deepEqual(learned.gaps, []);
    });

    const loud: readonly [string, Record<string, Entry>, readonly string[]][] = [
      [
        'a rule that runs a program',
        {
          '/etc/pam.d/common-auth': `${COMMON_AUTH}auth optional pam_exec.so quiet expose_authtok /usr/local/bin/x\n`,
        },
        ['pam-file:high'],
      ],
      [
        'a rule that lets everybody in',
        { '/etc/pam.d/common-auth': `auth sufficient pam_permit.so\n${COMMON_AUTH}` },
        ['pam-file:high'],
      ],
      [
        'another rule',
        { '/etc/pam.d/common-auth': `${COMMON_AUTH}auth optional pam_cap.so\n` },
        ['pam-file:medium'],
      ],
      [
        'a module of nobody',
        { '/usr/lib/x86_64-linux-gnu/security/pam_x.so': MODULE },
        ['pam-module:high'],
      ],
      [
        'everything without a password',
        { '/etc/sudoers.d/x': 'ann ALL=(ALL) NOPASSWD: ALL\n' },
        ['sudoers-file:high'],
      ],
      [
        'a changed sudoers',
        { '/etc/sudoers': `${SUDOERS}Defaults !authenticate\n` },
        ['sudoers-file:high'],
      ],
      [
        'a PAM file that leads elsewhere',
        { '/etc/pam.d/su': { link: 'common-auth' } },
        ['pam-file:medium'],
      ],
    ];
    for (const [name, change, expected] of loud) {
      await t.test(`said: ${name}`, () =>
        assert.deepEqual(sweep(change).flatMap(onChange), expected),
      );
    }

    await t.test(
      'told at once: a packaged module that was changed, a program from a scratch directory',
      () => {
        assert.deepEqual(sweep({ [MODULE_PATH]: `${MODULE}!` }).flatMap(atOnce), [
          'pam-module:critical',
        ]);
        const exec = { '/etc/pam.d/sshd': 'session optional pam_exec.so /tmp/x\n' };
        assert.deepEqual(sweep(exec).flatMap(atOnce), ['pam-file:high']);
      },
    );

    await t.test('an upgrade under way is no alarm', () => {
      const now = new Date().toISOString().replace('T', ' ').slice(0, 19);
      const log = { '/var/log/dpkg.log': `${now} status half-configured libpam-modules:amd64 1\n` };
      assert.deepEqual(sweep({ ...log, [MODULE_PATH]: `${MODULE}!` }).flatMap(atOnce), []);
    });
  });
}

test(
  'a user without root is told once for each check',
  { skip: process.getuid?.() === 0 ? false : 'needs root, to become another user' },
  () => {
    using host = new FixtureHost({
      ...HOST,
      '/etc/sudoers': { content: `${SUDOERS}#`, mode: 0o440 },
      '/etc/sudoers.d/x': { content: 'x', mode: 0o440 },
    });
    const { gaps } = sweepFixture(host, { checks, shell: SHELLS[0], uid: 65534 });
    assert.deepEqual(gaps, ['sudoers-file blind 2 places could not be read']);
  },
);
