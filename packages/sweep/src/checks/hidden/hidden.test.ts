import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  changedItems,
  type Entry,
  FixtureHost,
  SHELLS,
  sweepFixture,
  type Swept,
} from '../drift/probe-fixture.ts';
import { alertsSaid } from '../kernel/alerts-said.ts';
import { toyPackage } from '../preload/toy-package.ts';
import { checks } from './index.ts';

type Tree = Readonly<Record<string, Entry>>;

const ELF = '\u007fELF\u0002\u0001';
const program = (content = ELF): Entry => ({ content, mode: 0o755 });

/** A Debian desktop that builds software: all that looks hidden and is not. */
const DEBIAN: Tree = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/bash\n',
  '/tmp/.X11-unix/.keep': '',
  '/tmp/.ICE-unix/.keep': '',
  '/tmp/systemd-private-abc-x.service-1/tmp/run': program(),
  '/tmp/.org.chromium.Chromium.a1': 'data',
  '/tmp/go-build1/b001/exe/main': program(),
  '/var/tmp/.notes': 'text',
  '/dev/shm/.org.chromium.Chromium.b2': 'data',
  '/dev/shm/sem.x': 'data',
  '/dev/shm/lttng-ust-wait-8': 'data',
  '/dev/shm/pulse-shm-1': 'data',
  '/dev/.udev/db': 'data',
  '/usr/bin/ls': program(),
  '/usr/bin/.ls.hmac': 'sum',
  ...toyPackage('odd', { '/usr/bin/.odd': ELF }),
  '/root/.bashrc': '',
  '/home/ann/.config/app': 'x',
  '/home/ann/my file ': 'x',
  '/var/log/wtmp': '',
  '/var/log/wtmp.1': 'old',
  '/var/log/btmp': 'x',
  '/var/log/lastlog': 'x',
  '/var/log/auth.log': 'x',
};

for (const shell of SHELLS) {
  let learned: Swept | undefined;
  const sweep = (tree: Tree): Swept => {
    using host = new FixtureHost(tree);
    return sweepFixture(host, { checks, shell });
  };
  const news = (change: Tree): string[] =>
    alertsSaid(changedItems((learned ??= sweep(DEBIAN)), sweep({ ...DEBIAN, ...change })));

  test(`a desktop's dot files, shared memory and rotated logs say nothing (${shell.name})`, () => {
    const swept = sweep(DEBIAN);
    assert.deepEqual(swept.gaps, []);
    assert.deepEqual(
      alertsSaid(swept.items).filter((line) => !line.startsWith('/var/log/')),
      [],
    );
    assert.ok(alertsSaid(swept.items).every((line) => line.endsWith(':on-change')));
    assert.ok(!alertsSaid(swept.items).some((line) => line.startsWith('/var/log/wtmp')));
  });

  test(`programs in directories of dots, in shared memory and in /dev alert at once (${shell.name})`, () => {
    assert.deepEqual(news({ '/tmp/.../run': program() }), [
      '/tmp/... hidden-file:ambiguous:medium',
      '/tmp/.../run hidden-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/dev/shm/kworker': program() }), [
      '/dev/shm/kworker hidden-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/dev/shm/a/b': program('#!/bin/sh\n') }), [
      '/dev/shm/a/b hidden-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/dev/ptyp': program() }), ['/dev/ptyp hidden-file:ambiguous:high']);
    assert.deepEqual(news({ '/usr/bin/.sshd': program() }), [
      '/usr/bin/.sshd hidden-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/tmp/.X11-unix/xmrig': program() }), [
      '/tmp/.X11-unix/xmrig hidden-file:ambiguous:high',
    ]);
  });

  test(`programs in other dot directories of scratch, and files in /dev, are learned (${shell.name})`, () => {
    assert.deepEqual(news({ '/tmp/.cache/tool/run': program() }), [
      '/tmp/.cache/tool/run hidden-file:ambiguous:medium:on-change',
    ]);
    assert.deepEqual(news({ '/dev/null.txt': 'x' }), [
      '/dev/null.txt hidden-file:ambiguous:medium:on-change',
    ]);
    assert.deepEqual(news({ '/var/tmp/.a/lib.so': ELF }), [
      '/var/tmp/.a/lib.so hidden-file:ambiguous:medium:on-change',
    ]);
  });

  test(`names of spaces, dots and line breaks are seen whole (${shell.name})`, () => {
    assert.deepEqual(news({ '/usr/bin/ls ': program() }), [
      '/usr/bin/ls  hidden-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/home/ann/.../sh': program() }), [
      '/home/ann/... hidden-file:ambiguous:medium',
    ]);
    assert.deepEqual(news({ '/tmp/a\nb': 'x' }), ['/tmp/a\u0001b hidden-file:ambiguous:medium']);
    assert.deepEqual(news({ '/tmp/.a\n/etc/passwd': program() }).length, 1);
  });

  test(`a flood is bounded and said (${shell.name})`, () => {
    const flood = Object.fromEntries(
      Array.from({ length: 150 }, (_, at): [string, Entry] => [`/tmp/.flood/${at}`, program()]),
    );
    const swept = sweep({ ...DEBIAN, ...flood });
    assert.equal(swept.items.filter(({ subject }) => subject === 'hidden-file').length, 100);
    assert.deepEqual(swept.gaps, ['hidden-file limited more than 100 hidden files']);
  });

  test(`logs that stop being kept are news, rotated ones are not (${shell.name})`, () => {
    const line = (log: string): string[] => [
      `/var/log/${log} login-log:ambiguous:medium:on-change`,
    ];
    assert.deepEqual(news({ '/var/log/btmp': '' }), line('btmp'));
    assert.deepEqual(news({ '/var/log/btmp': '', '/var/log/btmp-20260101': 'x' }), []);
    assert.deepEqual(news({ '/var/log/auth.log': { link: '/dev/null' } }), line('auth.log'));
    assert.deepEqual(news({ '/var/log/auth.log': { link: '/nowhere/at/all' } }), line('auth.log'));
    assert.deepEqual(news({ '/var/log/secure': 'x', '/var/log/syslog': '' }), []);
  });

  test(`a history that leads to /dev/null is news (${shell.name})`, () => {
    assert.deepEqual(news({ '/root/.bash_history': { link: '/dev/null' } }), [
      '/root/.bash_history shell-history:ambiguous:low:on-change',
    ]);
    assert.deepEqual(news({ '/home/ann/.bash_history': { link: '/home/ann/.hist' } }), []);
  });

  test(`a pipe among the names does not hang (${shell.name})`, () => {
    using host = new FixtureHost(DEBIAN);
    mkdirSync(join(host.root, 'tmp/.dir'), { recursive: true });
    symlinkSync('/dev/zero', join(host.root, 'tmp/.dir/run.so'));
    writeFileSync(join(host.root, 'tmp/.dir/x'), '', { mode: 0o755 });
    assert.deepEqual(
      alertsSaid(sweepFixture(host, { checks, shell }).items).filter((line) =>
        line.startsWith('/tmp'),
      ),
      [],
    );
  });
}
