import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  type Entry,
  FixtureHost,
  SHELLS,
  sweepFixture,
  type Swept,
} from '../drift/probe-fixture.ts';
import { alertsSaid } from '../kernel/alerts-said.ts';
import { checks } from './index.ts';
import { toyPackage } from './toy-package.ts';

type Tree = Readonly<Record<string, Entry>>;

const mapped = (path: string): string => `7f0000-7f1000 r-xp 00026000 fe:00 339380   ${path}\n`;
const MAPS = `561da5a6b000-561da5a6d000 r--p 00000000 fe:00 260131     /usr/bin/cat
${mapped('/usr/bin/cat')}7f0-7f1 r--p 00000000 fe:00 1     /usr/lib/locale/C.utf8/LC_CTYPE
${mapped('/usr/lib/x86_64-linux-gnu/libc.so.6')}7fff-7fff r-xp 00000000 00:00 0     [vdso]
${mapped('/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2')}`;
const SNOOPY = '/usr/lib/x86_64-linux-gnu/libsnoopy.so';

const DEBIAN: Tree = {
  '/proc/self/maps': MAPS,
  ...toyPackage('coreutils', { '/usr/bin/cat': 'cat' }),
};
const library = (path: string, content = 'library'): Tree => ({ [path]: content });
const list = (text: string): Tree => ({ '/etc/ld.so.preload': text });

for (const shell of SHELLS) {
  const sweep = (tree: Tree): Swept => {
    using host = new FixtureHost(tree);
    return sweepFixture(host, { checks, shell });
  };
  const said = (change: Tree): string[] => alertsSaid(sweep({ ...DEBIAN, ...change }).items);

  test(`an ordinary host preloads nothing (${shell.name})`, () => {
    assert.deepEqual(sweep(DEBIAN), { items: [], gaps: [] });
    assert.deepEqual(sweep({ ...DEBIAN, ...list('# nothing\n\n') }), { items: [], gaps: [] });
  });

  test(`libraries of packages are benign, by path, by name and by token (${shell.name})`, () => {
    const snoopy = toyPackage('snoopy', { [SNOOPY]: 'snoopy' });
    assert.deepEqual(said({ ...snoopy, ...list(`${SNOOPY}\n`) }), []);
    const jemalloc = toyPackage('libjemalloc2', {
      '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2': 'j',
    });
    assert.deepEqual(said({ ...jemalloc, ...list('libjemalloc.so.2') }), []);
    const arm = toyPackage('raspi-copies-and-fills', {
      '/usr/lib/arm-linux-gnueabihf/libarmmem-v7l.so': 'a',
    });
    const token = sweep({
      ...DEBIAN,
      ...arm,
      ...list('/usr/lib/arm-linux-gnueabihf/libarmmem-${PLATFORM}.so\n'),
    });
    assert.deepEqual(alertsSaid(token.items), []);
    assert.equal(token.items.length, 1);
    const lib = sweep({ ...DEBIAN, ...snoopy, ...list('/usr/$LIB/libsnoopy.so') });
    assert.deepEqual(
      lib.items.map(({ key }) => key),
      [SNOOPY],
    );
    assert.deepEqual(alertsSaid(lib.items), []);
  });

  test(`a library without an owner, in scratch, or changed alerts at once (${shell.name})`, () => {
    const evil = '/usr/local/lib/libprocesshider.so';
    assert.deepEqual(said({ ...library(evil), ...list(`# x\n${evil} # y\n`) }), [
      `${evil} preload-library:ambiguous:high`,
    ]);
    const inTmp = sweep({
      ...DEBIAN,
      ...library('/tmp/.x/a.so'),
      ...list('/tmp/.x/a.so:/dev/shm/gone.so'),
    });
    assert.deepEqual(alertsSaid(inTmp.items), [
      '/dev/shm/gone.so preload-library:ambiguous:high',
      '/tmp/.x/a.so preload-library:ambiguous:high',
    ]);
    assert.ok(inTmp.items[0]?.evidence.includes('preload-scratch'));
    assert.ok(inTmp.items[0]?.evidence.includes('preload-unowned'));
    const changed = {
      ...toyPackage('snoopy', { [SNOOPY]: 'snoopy' }),
      ...library(SNOOPY, 'other'),
    };
    assert.deepEqual(said({ ...changed, ...list(SNOOPY) }), [
      `${SNOOPY} preload-library:ambiguous:high`,
    ]);
  });

  test(`a line left behind, and a host without packages, are learned (${shell.name})`, () => {
    assert.deepEqual(said(list('/usr/lib/gone.so')), [
      '/usr/lib/gone.so preload-library:ambiguous:low:on-change',
    ]);
    const bare = {
      '/proc/self/maps': MAPS,
      ...library('/usr/lib/liba.so'),
      ...list('/usr/lib/liba.so'),
    };
    assert.deepEqual(alertsSaid(sweep(bare).items), [
      '/usr/lib/liba.so preload-library:ambiguous:high:on-change',
    ]);
  });

  test(`what is mapped without being announced is seen (${shell.name})`, () => {
    const libselinux = toyPackage('libselinux1', {
      '/usr/lib/x86_64-linux-gnu/libselinux.so.1': 's',
    });
    const ordinary = {
      '/proc/self/maps': MAPS + mapped('/usr/lib/x86_64-linux-gnu/libselinux.so.1'),
    };
    assert.deepEqual(said({ ...libselinux, ...ordinary }), []);
    const odd = { '/proc/self/maps': MAPS + mapped('/usr/lib/x86_64-linux-gnu/libx.so (deleted)') };
    assert.deepEqual(said(odd), [
      '/usr/lib/x86_64-linux-gnu/libx.so preload-library:ambiguous:high',
    ]);
    const outside = { '/proc/self/maps': MAPS + mapped('/opt/a b/lib.so') };
    assert.deepEqual(said(outside), ['/opt/a b/lib.so preload-library:ambiguous:high']);
    const nix = `${mapped('/nix/store/x/bin/cat')}${mapped('/nix/store/y/lib/libc.so.6')}`;
    assert.deepEqual(alertsSaid(sweep({ '/proc/self/maps': nix }).items), []);
  });

  test(`a hostile list is bounded and runs nothing (${shell.name})`, () => {
    const many = Array.from({ length: 80 }, (_, at) => `/tmp/${at}.so`).join('\n');
    const swept = sweep({ ...DEBIAN, ...list(many) });
    assert.equal(swept.items.length, 64);
    assert.deepEqual(swept.gaps, [
      'preload-library blind more than 64 libraries in /etc/ld.so.preload',
    ]);
    assert.deepEqual(said(list('/usr/lib/$(touch${IFS}x)/`id`.so * /usr/lib/[a].so')).length, 3);
  });
}
