import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  atOnce,
  changedItems,
  FixtureHost,
  onChange,
  SHELLS,
  sweepFixture,
} from '../drift/probe-fixture.ts';
import { checks } from './index.ts';

const DEBIAN = {
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
debian:x:1000:1000:Debian:/home/debian:/bin/bash
`,
  '/etc/shadow':
    'root:!:1::::::\ndaemon:*:1::::::\nsync:*:1::::::\npostgres:!:1::::::\ndebian:$y$x:1::::::\n',
  '/etc/group': 'root:x:0:\nsudo:x:27:debian\npostgres:x:104:\ndebian:x:1000:\n',
};
const line = (text: string): string => `${DEBIAN['/etc/passwd']}${text}\n`;

for (const shell of SHELLS) {
  test(`accounts under ${shell.name}`, async (t) => {
    using host = new FixtureHost(DEBIAN);
    const learned = sweepFixture(host, { checks, shell });

    await t.test('an ordinary host says nothing', () => {
      assert.deepEqual(learned.items.flatMap(atOnce), []);
      assert.deepEqual(learned.gaps, []);
      assert.equal(learned.items.filter(({ subject }) => subject === 'account').length, 5);
      assert.deepEqual(changedItems(learned, sweepFixture(host, { checks, shell })), []);
    });

    const cases: readonly [string, Record<string, string>, readonly string[]][] = [
      [
        'a second root',
        { '/etc/passwd': line('toor:x:0:0::/root:/bin/sh') },
        ['account-uid-zero:high'],
      ],
      [
        'a new user',
        { '/etc/passwd': line('eve:x:1001:1001::/home/eve:/bin/bash') },
        ['account:medium'],
      ],
      [
        'a new service account without a shell',
        { '/etc/passwd': line('redis:x:110:110::/var/lib/redis:/usr/sbin/nologin') },
        [],
      ],
      [
        'a service account that gets a shell',
        {
          '/etc/passwd': DEBIAN['/etc/passwd'].replace(
            '/usr/sbin:/usr/sbin/nologin',
            '/usr/sbin:/bin/bash',
          ),
        },
        ['account:high'],
      ],
      [
        'a new member of docker',
        { '/etc/group': `${DEBIAN['/etc/group']}docker:x:999:debian\n` },
        ['admin-member:high'],
      ],
      [
        'a primary group of root',
        { '/etc/passwd': line('eve:x:1001:0::/home/eve:/bin/bash') },
        ['account:medium', 'admin-member:high'],
      ],
      [
        'a new ordinary group',
        { '/etc/group': `${DEBIAN['/etc/group']}ssl-cert:x:115:debian\n` },
        [],
      ],
    ];
    for (const [name, change, expected] of cases) {
      await t.test(name, () => {
        using changed = new FixtureHost({ ...DEBIAN, ...change });
        const swept = sweepFixture(changed, { checks, shell });
        assert.deepEqual(changedItems(learned, swept).flatMap(onChange), expected);
      });
    }

    await t.test('a service account with a shell, while packages are installed', () => {
      const now = new Date().toISOString().replace('T', ' ').slice(0, 19);
      using changed = new FixtureHost({
        ...DEBIAN,
        '/etc/passwd': line('git:x:120:120::/srv/git:/bin/bash'),
        '/var/log/dpkg.log': `${now} configure git-daemon:all 1 <none>\n`,
      });
      const swept = sweepFixture(changed, { checks, shell });
      assert.deepEqual(changedItems(learned, swept).flatMap(onChange), ['account:low']);
    });

    await t.test(
      'an empty password is told at once, but not of an account that cannot log in',
      () => {
        host.write({
          '/etc/shadow': DEBIAN['/etc/shadow'].replace('$y$x', '').replace('daemon:*', 'daemon:'),
        });
        const swept = sweepFixture(host, { checks, shell });
        assert.deepEqual(
          swept.items.filter((item) => atOnce(item).length > 0).map(({ key }) => key),
          ['debian'],
        );
      },
    );

    await t.test('hostile names stay inside their field', () => {
      host.write({ '/etc/passwd': line('x verdict=a%0A\u001b[2J:x:0:0::/:') });
      const swept = sweepFixture(host, { checks, shell });
      const hostile = swept.items.find(({ key }) => key === 'x verdict=a%0A\u001b[2J');
      assert.deepEqual(hostile?.evidence, ['uid-zero']);
    });
  });
}

test(
  'a user without root is told what could not be seen',
  { skip: process.getuid?.() === 0 ? false : 'needs root, to become another user' },
  () => {
    using host = new FixtureHost({
      ...DEBIAN,
      '/etc/shadow': { content: DEBIAN['/etc/shadow'], mode: 0o600 },
    });
    const { gaps } = sweepFixture(host, { checks, shell: SHELLS[0], uid: 65534 });
    assert.deepEqual(gaps, [
      'account-password blind cannot read /etc/shadow: empty passwords are not seen',
    ]);
  },
);
