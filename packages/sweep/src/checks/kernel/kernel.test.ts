import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
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
import { toyPackage } from '../preload/toy-package.ts';
import { alertsSaid } from './alerts-said.ts';
import { checks } from './index.ts';

type Tree = Readonly<Record<string, Entry>>;

const MOUNTS = `22 1 254:0 / / rw - ext4 /dev/vda rw
23 22 0:21 / /proc rw - proc proc rw
24 23 0:50 /proc/meminfo /proc/meminfo rw - fuse.lxcfs lxcfs rw
`;
const MODULES = `ext4 1000 1 - Live 0x0000000000000000
e1000e 1000 0 - Live 0x0000000000000000
nvidia 5000 3 - Live 0x0000000000000000 (POE)
`;
const KALLSYMS = `0000000000000000 T _text
0000000000000000 t bpf_prog_6deef7357e7b4530_sd_fw_egress\t[bpf]
0000000000000000 t bpf_prog_40ddf486530245f5_sd_devices\t[bpf]
0000000000000000 t bpf_prog_12ddf486530245f5_hid_tail_call\t[bpf]
0000000000000000 t bpf_prog_99ddf486530245f5\t[bpf]
0000000000000000 t bpf_trampoline_6442490880\t[bpf]
0000000000000000 t nvidia_open\t[nvidia]
`;
/** In the order of the alphabet, which is that of the tags in the item. */
const SENSOR = [
  ...['enter_connect', 'enter_execve', 'enter_execveat', 'exit_connect', 'exit_execve'],
  ...['exit_execveat', 'process_exec', 'process_exit', 'sock_state'],
];
const QEMU = '/usr/bin/qemu-aarch64-static';
const BINFMT = `enabled\ninterpreter ${QEMU}\nflags: OCF\noffset 0\nmagic 7f454c46\n`;
const TREE = '/lib/modules/6.1.0';
const DEP =
  'kernel/fs/ext4/ext4.ko: kernel/fs/jbd2/jbd2.ko\nkernel/net/e1000e.ko.xz:\nupdates/dkms/nvidia.ko:\n';

/** A Debian host with systemd, nvidia from DKMS, qemu-user and core dumps kept by systemd. */
const DEBIAN: Tree = {
  '/proc/self/mountinfo': MOUNTS,
  '/proc/1/comm': 'systemd\n',
  '/proc/1/stat': '1 (systemd) S 0\n',
  '/proc/700/stat': '700 (x) S 1\n',
  '/proc/modules': MODULES,
  '/proc/filesystems': 'nodev\ttracefs\n\text4\n',
  '/proc/kallsyms': KALLSYMS,
  '/proc/sys/kernel/osrelease': '6.1.0\n',
  '/proc/sys/kernel/tainted': `${4096 + 8192 + 1 + 512}\n`,
  '/proc/sys/kernel/core_pattern': '|/usr/lib/systemd/systemd-coredump %P %u %g %s %t\n',
  '/proc/sys/kernel/modprobe': '/sbin/modprobe\n',
  '/proc/sys/kernel/hotplug': '\n',
  '/proc/sys/fs/binfmt_misc/qemu-aarch64': BINFMT,
  '/proc/sys/fs/binfmt_misc/status': 'enabled\n',
  '/sys/module/ext4/initstate': 'live\n',
  '/sys/module/e1000e/initstate': 'live\n',
  '/sys/module/nvidia/initstate': 'live\n',
  '/sys/module/zswap/parameters/enabled': 'N\n',
  '/sys/kernel/tracing/enabled_functions':
    'vfs_read (1) R   D   direct-->bpf_trampoline_6442490880+0x0/0x1000\n',
  '/sys/fs/bpf/systemd/userns': '',
  [`${TREE}/modules.dep`]: DEP,
  [`${TREE}/updates/dkms/nvidia.ko`]: 'nvidia',
  '/etc/modprobe.d/cis.conf':
    'install cramfs /bin/true\ninstall  udf /usr/bin/false\nblacklist floppy\n',
  ...toyPackage('qemu-user-static', { [QEMU]: 'qemu' }),
};

for (const shell of SHELLS) {
  const { name } = shell;
  let learned: Swept | undefined;
  const sweep = (tree: Tree): Swept => {
    using host = new FixtureHost(tree);
    return sweepFixture(host, { checks, shell });
  };
  const news = (change: Tree): string[] =>
    alertsSaid(changedItems((learned ??= sweep(DEBIAN)), sweep({ ...DEBIAN, ...change })));

  test(`a Debian host with nvidia, qemu-user and systemd says nothing (${name})`, () => {
    const swept = sweep(DEBIAN);
    assert.deepEqual(swept.gaps, []);
    assert.deepEqual(alertsSaid(swept.items), ['nvidia kernel-module:ambiguous:low:on-change']);
    assert.deepEqual(changedItems(swept, sweep(DEBIAN)), []);
  });

  test(`a mount over /proc/PID is a slam-dunk only if the entry is another's (${name})`, () => {
    const mount = '75 23 0:21 /2 /proc/700 rw - proc proc rw\n';
    const replaced = {
      '/proc/self/mountinfo': MOUNTS + mount,
      '/proc/700/stat': '2 (kthreadd) S 0\n',
    };
    assert.deepEqual(news(replaced), ['/proc/700 proc-mount:slam-dunk:critical']);
    const emptied = { '/proc/self/mountinfo': `${MOUNTS}76 23 0:60 / /proc/701 rw - tmpfs t rw\n` };
    assert.deepEqual(news(emptied), ['/proc/701 proc-mount:slam-dunk:critical']);
    const inside = {
      '/proc/self/mountinfo': `${MOUNTS}76 23 0:60 / /proc/700/fd rw - tmpfs t rw\n`,
    };
    assert.deepEqual(news(inside), ['/proc/700/fd proc-mount:ambiguous:high']);
  });

  test(`a module that one list leaves out is hidden, one in between is not (${name})`, () => {
    const live = { '/sys/module/diamorphine/initstate': 'live\n' };
    assert.deepEqual(news(live), ['diamorphine hidden-module:slam-dunk:critical']);
    assert.deepEqual(news({ '/sys/module/diamorphine/initstate': 'coming\n' }), []);
    const reverse = { '/proc/modules': `${MODULES}reptile 1 0 - Live 0x0\n` };
    assert.ok(news(reverse).includes('reptile hidden-module:slam-dunk:critical'));
    const loading = { '/proc/modules': `${MODULES}xfs 1 0 - Loading 0x0\n` };
    assert.ok(!news(loading).some((line) => line.includes('hidden-module')));
  });

  test(`a masked list of modules is a gap, not rootkits (${name})`, () => {
    const swept = sweep({ ...DEBIAN, '/proc/modules': '', '/sys/module/a/initstate': 'live\n' });
    assert.ok(swept.gaps.some((gap) => gap.startsWith('hidden-module blind')));
    assert.ok(!alertsSaid(swept.items).some((line) => line.includes('slam-dunk')));
  });

  test(`modules from the kernel package may come, others are news (${name})`, () => {
    const plus = (line: string, module: string): Tree => ({
      '/proc/modules': `${MODULES}${line}\n`,
      [`/sys/module/${module}/initstate`]: 'live\n',
    });
    const xfs = {
      ...plus('xfs 1 0 - Live 0x0', 'xfs'),
      [`${TREE}/modules.dep`]: `${DEP}kernel/fs/xfs.ko:\n`,
    };
    assert.deepEqual(news(xfs), []);
    assert.deepEqual(news(plus('evil 1 0 - Live 0x0 (OE)', 'evil')), [
      'evil kernel-module:ambiguous:high:on-change',
    ]);
    const owned = {
      ...plus('wl 1 0 - Live 0x0 (POE)', 'wl'),
      [`${TREE}/modules.dep`]: `${DEP}extra/wl.ko:\n`,
      ...toyPackage('wl-modules', { [`${TREE}/extra/wl.ko`]: 'wl' }),
    };
    assert.deepEqual(news(owned), []);
  });

  test(`a taint is explained by a module in sight or one on disk (${name})`, () => {
    const gone = {
      '/proc/modules': MODULES.replace(/nvidia.*\n/, ''),
      '/sys/module/nvidia/initstate': 'going\n',
    };
    assert.deepEqual(alertsSaid(sweep({ ...DEBIAN, ...gone }).items), [
      'modules kernel-taint:ambiguous:low:on-change',
    ]);
    const bare = {
      ...DEBIAN,
      ...gone,
      [`${TREE}/modules.dep`]: 'kernel/fs/ext4/ext4.ko:\nkernel/net/e1000e.ko.xz:\n',
    };
    assert.deepEqual(alertsSaid(sweep(bare).items), ['modules kernel-taint:ambiguous:medium']);
    assert.deepEqual(alertsSaid(sweep({ ...bare, '/proc/sys/kernel/tainted': '512\n' }).items), []);
  });

  test(`ftrace hooks are told apart by their handler (${name})`, () => {
    const hook = (line: string): string[] =>
      news({ '/sys/kernel/tracing/enabled_functions': `${line}\n` });
    assert.deepEqual(
      hook('__x64_sys_getdents64 (1) R I\ttramp: 0xffffffffc0a (0xffffffffc0b000)'),
      ['__x64_sys_getdents64 kernel-hook:ambiguous:high'],
    );
    assert.deepEqual(hook('tcp4_seq_show (1) R I\ttramp: 0x1 (fh_thunk+0x0/0x30 [rootkit])'), [
      'tcp4_seq_show kernel-hook:ambiguous:high',
    ]);
    assert.deepEqual(hook('tcp4_seq_show (1) R I\ttramp: 0x1 (hook+0x0/0x30 [nvidia])'), [
      'tcp4_seq_show kernel-hook:ambiguous:high:on-change',
    ]);
    assert.deepEqual(hook('__x64_sys_kill (1) R D direct-->bpf_trampoline_1+0x0/0x10 [bpf]'), [
      '__x64_sys_kill kernel-hook:ambiguous:low:on-change',
    ]);
    assert.deepEqual(hook('vfs_write (1) R I\ttramp: 0x1 (0xffffffffc0b000)'), []);
  });

  test(`BPF programs drift by name and tag; names that hide alert at once (${name})`, () => {
    const symbol = (text: string): string => `0000000000000000 t bpf_prog_${text}\t[bpf]\n`;
    const loaded = (...names: string[]): Tree => ({
      '/proc/kallsyms': KALLSYMS + names.map(symbol).join(''),
    });
    assert.deepEqual(news(loaded('aaaaaaaaaaaaaaaa_trace_open')), [
      'trace_open:aaaaaaaaaaaaaaaa bpf-program:ambiguous:low:on-change',
    ]);
    assert.deepEqual(news(loaded('bbbbbbbbbbbbbbbb_sd_devices', 'cccccccccccccccc')), []);
    assert.deepEqual(news(loaded('aaaaaaaaaaaaaaaa_handle_getdents')), [
      'handle_getdents:aaaaaaaaaaaaaaaa bpf-program:ambiguous:high',
    ]);
    const calls = Array.from({ length: 20 }, (_, at) => `aaaaaaaaaaaaaaa${at % 10}_call${at}`);
    const suite = calls.flatMap((call) => [`${call}_e`, `${call}_x`]);
    assert.deepEqual(news(loaded(...suite, 'aaaaaaaaaaaaaaaa_getdents64_e')), []);
  });

  test(`programs by all the names of the sensor are one finding, never none (${name})`, () => {
    const symbol = (text: string): string => `0000000000000000 t bpf_prog_${text}\t[bpf]\n`;
    const sensor = SENSOR.map((program, at) => `${String(at).repeat(16)}_${program}`);
    const loaded = (names: readonly string[]): Tree => ({
      '/proc/kallsyms': KALLSYMS + names.map(symbol).join(''),
    });
    const one = 'vedette-sensor bpf-program:ambiguous:low:on-change';
    assert.deepEqual(news(loaded(sensor)), [one]);
    assert.deepEqual(news(loaded(sensor.toReversed())), [one]);
    // Another one that borrows a name, and a set that is not whole, are told by themselves.
    assert.deepEqual(news(loaded([...sensor, 'aaaaaaaaaaaaaaaa_sock_state'])), [
      'sock_state:aaaaaaaaaaaaaaaa bpf-program:ambiguous:low:on-change',
      one,
    ]);
    assert.equal(news(loaded(sensor.slice(1))).length, 8);
    // Known once, it is news again where one of them is not what it was.
    const known = sweep({ ...DEBIAN, ...loaded(sensor) });
    const changed = sweep({
      ...DEBIAN,
      ...loaded(['bbbbbbbbbbbbbbbb_sock_state', ...sensor.slice(0, -1)]),
    });
    assert.deepEqual(alertsSaid(changedItems(known, changed)), [one]);
    assert.deepEqual(changedItems(known, sweep({ ...DEBIAN, ...loaded(sensor.toReversed()) })), []);
  });

  test(`where the kernel does not list BPF programs is said (${name})`, () => {
    const swept = sweep({ ...DEBIAN, '/proc/sys/net/core/bpf_jit_harden': '2\n' });
    assert.ok(swept.gaps.some((gap) => gap.startsWith('bpf-program limited')));
  });

  test(`helpers of the kernel: owned or usual is benign, scratch alerts at once (${name})`, () => {
    const core = (value: string): string[] =>
      news({ '/proc/sys/kernel/core_pattern': `${value}\n` });
    assert.deepEqual(core('core.%p'), []);
    assert.deepEqual(core('|/usr/local/bin/catch %p'), [
      'core_pattern kernel-helper:ambiguous:medium:on-change',
    ]);
    assert.deepEqual(core('|/tmp/x %p'), ['core_pattern kernel-helper:ambiguous:high']);
    assert.deepEqual(core('/etc/cron.d/core'), [
      'core_pattern kernel-helper:ambiguous:medium:on-change',
    ]);
    assert.deepEqual(news({ '/proc/sys/kernel/modprobe': '/dev/shm/.m\n' }), [
      'modprobe kernel-helper:ambiguous:high',
    ]);
    const format = { '/proc/sys/fs/binfmt_misc/suid': 'enabled\ninterpreter /opt/i\nflags: OC\n' };
    assert.deepEqual(news(format), ['binfmt:suid kernel-helper:ambiguous:high:on-change']);
  });

  test(`pins and install lines (${name})`, () => {
    assert.deepEqual(news({ '/sys/fs/bpf/evil': '', '/sys/fs/bpf/.x': '' }), [
      '/sys/fs/bpf/.x bpf-pin:ambiguous:medium:on-change',
      '/sys/fs/bpf/evil bpf-pin:ambiguous:low:on-change',
    ]);
    const line = {
      '/etc/modprobe.d/x.conf': 'install floppy /bin/sh -c "/tmp/x; modprobe floppy"\n',
    };
    assert.deepEqual(news(line), ['/etc/modprobe.d/x.conf:floppy module-config:ambiguous:high']);
  });

  test(`a kernel without modules, tracefs or BPF has gaps that do not blind (${name})`, () => {
    using host = new FixtureHost({
      '/proc/self/mountinfo': MOUNTS,
      '/proc/filesystems': 'nodev\ttracefs\n',
    });
    mkdirSync(join(host.root, 'sys/kernel/tracing'), { recursive: true });
    const { items, gaps } = sweepFixture(host, { checks, shell });
    assert.deepEqual(items, []);
    assert.ok(gaps.length > 0 && gaps.every((gap) => gap.includes(' limited ')));
  });
}
