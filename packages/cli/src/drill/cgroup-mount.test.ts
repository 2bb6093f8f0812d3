import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { cgroupMountOf } from './cgroup-mount.ts';

test('the unified hierarchy is found alone, beside the old ones, and under an odd name', () => {
  const alone = 'proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n';
  assert.equal(cgroupMountOf(alone), '/sys/fs/cgroup');
  const hybrid =
    'cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n';
  assert.equal(cgroupMountOf(hybrid), '/sys/fs/cgroup/unified');
  assert.equal(cgroupMountOf('none /a\\040b\\134c cgroup2 rw 0 0'), '/a b\\c');
});

test('nowhere, and text that is no table of mounts', () => {
  assert.equal(cgroupMountOf('cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\n'), null);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const at = cgroupMountOf(text);
      assert.ok(at === null || typeof at === 'string');
    }),
  );
});
