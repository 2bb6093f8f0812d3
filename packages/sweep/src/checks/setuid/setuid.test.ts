import assert from 'node:assert/strict';
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

const SETUID = 0o4755;
const SETGID = 0o2755;
const setuid = (content: string, mode = SETUID): Entry => ({ content, mode });

/** Nothing here is a program: the bits are looked at, and the bytes compared. */
const DEBIAN: Tree = {
  ...toyPackage('bash', { '/usr/bin/bash': 'these are the bytes of a shell' }),
  ...toyPackage('login', { '/usr/bin/su': 'su' }, SETUID),
  ...toyPackage('expiry', { '/usr/bin/expiry': 'expiry' }, SETGID),
  ...toyPackage('chrome', { '/opt/google/chrome/chrome-sandbox': 'sandbox' }, SETUID),
  '/bin': { link: 'usr/bin' },
  '/usr/local/bin/tool': { content: 'tool', mode: 0o755 },
};

for (const shell of SHELLS) {
  let learned: Swept | undefined;
  const sweep = (tree: Tree): Swept => {
    using host = new FixtureHost(tree);
    return sweepFixture(host, { checks, shell });
  };
  const news = (change: Tree): string[] =>
    alertsSaid(changedItems((learned ??= sweep(DEBIAN)), sweep({ ...DEBIAN, ...change })));

  test(`what packages ship setuid is benign, also when it is new or upgraded (${shell.name})`, () => {
    const { items, gaps } = sweep(DEBIAN);
    assert.deepEqual(gaps, []);
    assert.deepEqual(alertsSaid(items), []);
    assert.equal(items.length, 3);
    assert.deepEqual(news(toyPackage('login', { '/usr/bin/su': 'a newer su' }, SETUID)), []);
    assert.deepEqual(news(toyPackage('sudo', { '/usr/bin/sudo': 'sudo' }, SETUID)), []);
  });

  test(`a setuid shell alerts at once, in place or as a copy (${shell.name})`, () => {
    const inPlace = toyPackage(
      'bash',
      { '/usr/bin/bash': 'these are the bytes of a shell' },
      SETUID,
    );
    assert.deepEqual(news(inPlace), ['/usr/bin/bash setuid-file:ambiguous:high']);
    const copy = { '/usr/local/bin/tool2': setuid('these are the bytes of a shell') };
    assert.deepEqual(news(copy), ['/usr/local/bin/tool2 setuid-file:ambiguous:high']);
    const sameSize = { '/usr/local/bin/tool2': setuid('these are not bytes of shells!') };
    assert.deepEqual(news(sameSize), ['/usr/local/bin/tool2 setuid-file:ambiguous:high:on-change']);
    assert.deepEqual(news(toyPackage('python3', { '/usr/bin/python3.11': 'p' }, SETUID)), [
      '/usr/bin/python3.11 setuid-file:ambiguous:high',
    ]);
  });

  test(`setuid in scratch alerts at once, but for an unpacked system (${shell.name})`, () => {
    assert.deepEqual(news({ '/tmp/x/run': setuid('x') }), [
      '/tmp/x/run setuid-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/dev/shm/su': setuid('x') }), [
      '/dev/shm/su setuid-file:ambiguous:high',
    ]);
    assert.deepEqual(news({ '/var/tmp/a\nb': setuid('x') }), [
      '/var/tmp/a\u0001b setuid-file:ambiguous:high',
    ]);
    const chroot = { '/tmp/root/etc/passwd': '', '/tmp/root/usr/lib/x': '', '/tmp/root/var/x': '' };
    assert.deepEqual(news({ ...chroot, '/tmp/root/usr/bin/su': setuid('su') }), [
      '/tmp/root/usr/bin/su setuid-file:ambiguous:low:on-change',
    ]);
    assert.deepEqual(news({ ...chroot, '/tmp/root/usr/bin/own': setuid('own') }), [
      '/tmp/root/usr/bin/own setuid-file:ambiguous:high',
    ]);
  });

  test(`other setuid files are learned, and known by their bytes (${shell.name})`, () => {
    assert.deepEqual(news({ '/home/ann/a b': setuid('x') }), [
      '/home/ann/a b setuid-file:ambiguous:high:on-change',
    ]);
    assert.deepEqual(news({ '/usr/local/sbin/g': setuid('x', SETGID) }), [
      '/usr/local/sbin/g setuid-file:ambiguous:low:on-change',
    ]);
    assert.deepEqual(news(toyPackage('screen', { '/usr/bin/frob': 'x' }, SETUID)), [
      '/usr/bin/frob setuid-file:ambiguous:low:on-change',
    ]);
    assert.deepEqual(news({ '/usr/bin/su': setuid('another su') }), [
      '/usr/bin/su setuid-file:ambiguous:high:on-change',
    ]);
    const tree = { ...DEBIAN, '/home/ann/a b': setuid('x') };
    assert.deepEqual(changedItems(sweep(tree), sweep(tree)), []);
    assert.equal(
      changedItems(sweep(tree), sweep({ ...tree, '/home/ann/a b': setuid('y') })).length,
      1,
    );
  });

  test(`a flood of setuid files is bounded, and blinds (${shell.name})`, () => {
    const flood = Object.fromEntries(
      Array.from({ length: 420 }, (_, at): [string, Entry] => [`/home/ann/${at}`, setuid('x')]),
    );
    const { items, gaps } = sweep(flood);
    assert.equal(items.length, 400);
    assert.deepEqual(gaps, ['setuid-file blind more than 400 setuid files']);
  });
}
