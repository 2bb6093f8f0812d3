import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { FixtureHost, type Entry } from '../checks/drift/probe-fixture.ts';

const OWNED = readFileSync(join(import.meta.dirname, '../../probe/owned.sh'), 'utf8');
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const sha1 = (text: string): string => createHash('sha1').update(text).digest('base64');

/** `package state` by path, as `owned_paths` answers under each awk and grep. */
function owned(
  entries: Record<string, Entry>,
  paths: readonly string[],
  only?: 'mawk' | 'busybox',
): Record<string, string> {
  using host = new FixtureHost(entries);
  if (only !== undefined) host.write({ '/tools/awk': { link: `/usr/bin/${only}` } });
  if (only === 'busybox') host.write({ '/tools/grep': { link: '/usr/bin/busybox' } });
  const done = spawnSync(
    'dash',
    ['-c', `set -uf; LC_ALL=C; export LC_ALL; ${OWNED}\nowned_paths`],
    {
      input: `${paths.join('\n')}\n`,
      env: { ROOT: host.root, PATH: `${join(host.root, 'tools')}:/usr/bin:/bin` },
      encoding: 'utf8',
    },
  );
  assert.equal(done.stderr, '');
  const rows = done.stdout.split('\n').filter((row) => row !== '');
  return Object.fromEntries(
    rows.map((row): [string, string] => {
      const [path = '', name = '', state = ''] = row.split('\t');
      return [path, `${name} ${state}`];
    }),
  );
}

const DPKG: Record<string, Entry> = {
  '/lib': { link: 'usr/lib' },
  '/bin': { link: 'usr/bin' },
  '/usr/bin/sleep': 'sleep',
  '/usr/bin/new': 'new',
  '/usr/bin/changed': 'changed!',
  '/usr/bin/plain': 'plain',
  '/usr/bin/nobody': 'x',
  '/usr/lib/x.so': 'so',
  '/etc/c.conf': 'conf',
  '/etc/edited.conf': 'edited',
  '/etc/ucf.conf': 'ucf',
  '/usr/share/a b\\c': 'odd',
  '/var/lib/dpkg/info/coreutils.list': '/.\n/bin\n/bin/sleep\n/bin/changed\n/usr/bin/plain\n',
  '/var/lib/dpkg/info/coreutils.md5sums': `${md5('sleep')}  bin/sleep\n${md5('changed')}  bin/changed\n`,
  '/var/lib/dpkg/info/libx:amd64.list':
    '/lib/x.so\n/usr/bin/new\n/etc/c.conf\n/etc/edited.conf\n/usr/share/a b\\c\n/usr/share/gone\n',
  '/var/lib/dpkg/info/libx:amd64.md5sums': `${md5('so')}  lib/x.so\n${md5('new')}  usr/bin/new\n${md5('odd')}  usr/share/a b\\c\n${md5('gone')}  usr/share/gone\n`,
  '/var/lib/dpkg/status': `Package: libx\nConffiles:\n /etc/c.conf ${md5('conf')}\n /etc/edited.conf ${md5('other')}\n`,
  '/var/lib/ucf/registry': 'grub /etc/ucf.conf\n',
  '/var/lib/ucf/hashfile': `${md5('ucf')}  /etc/ucf.conf\n`,
};

const FORMS = ['/usr/bin/sleep', '/bin/sleep', '/bin/new', '/usr/lib/x.so'];
const ODD = [
  '/usr/bin/changed',
  '/usr/bin/plain',
  '/usr/share/gone',
  '/usr/bin/nobody',
  '/usr/bin',
  'relative',
  '',
];
const CONFIGURED = ['/etc/c.conf', '/etc/edited.conf', '/etc/ucf.conf', '/usr/share/a b\\c'];
const APK: Record<string, Entry> = {
  '/bin/busybox': 'bb',
  '/etc/crontabs/root': 'changed',
  '/usr/bin/nobody': 'x',
  '/lib/apk/db/installed': `C:Q1x=
P:busybox
V:1.36
F:bin
R:busybox
a:0:0:755
Z:Q1${sha1('bb')}
F:etc/crontabs
R:root
Z:Q1${sha1('root')}

P:musl
F:lib
R:ld-musl.so

`,
};
const APK_PATHS = ['/bin/busybox', '/etc/crontabs/root', '/usr/bin/nobody', '/lib/ld-musl.so'];

for (const only of [undefined, 'mawk', 'busybox'] as const) {
  test(`owned_paths with ${only ?? 'the awk and grep of this host'}`, async (t) => {
    await t.test('dpkg: both usrmerge forms, asked together and alone', () => {
      assert.deepEqual(owned(DPKG, FORMS, only), {
        '/bin/new': 'libx intact',
        '/bin/sleep': 'coreutils intact',
        '/usr/bin/sleep': 'coreutils intact',
        '/usr/lib/x.so': 'libx intact',
      });
      assert.deepEqual(owned(DPKG, ['/usr/bin/sleep'], only), {
        '/usr/bin/sleep': 'coreutils intact',
      });
    });

    await t.test('dpkg: changed, without digest, gone, of nobody', () => {
      assert.deepEqual(owned(DPKG, ODD, only), {
        '/usr/bin/changed': 'coreutils modified',
        '/usr/bin/plain': 'coreutils unknown',
        '/usr/share/gone': 'libx unknown',
      });
    });

    await t.test('dpkg: conffiles, ucf, names with blanks and backslashes', () => {
      assert.deepEqual(owned(DPKG, CONFIGURED, only), {
        '/etc/c.conf': 'libx intact',
        '/etc/edited.conf': 'libx modified',
        '/etc/ucf.conf': 'grub intact',
        '/usr/share/a b\\c': 'libx intact',
      });
    });

    await t.test('apk', () => {
      assert.deepEqual(owned(APK, APK_PATHS, only), {
        '/bin/busybox': 'busybox intact',
        '/etc/crontabs/root': 'busybox modified',
        '/lib/ld-musl.so': 'musl unknown',
      });
    });

    await t.test('neither: nothing is owned', () => {
      assert.deepEqual(owned({ '/bin/x': 'x' }, ['/bin/x'], only), {});
    });
  });
}
