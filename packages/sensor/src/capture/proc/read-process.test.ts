import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { parseStat } from './parse-stat.ts';
import { cgroupPath, readProcess, ttyName } from './read-process.ts';

test('a stat line is read whatever the name is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.nat(), (comm, start) => {
      const numbers = Array.from({ length: 30 }, (_, index) => (index === 17 ? start : index));
      const stat = parseStat(`12 (${comm}) S 1 ${numbers.join(' ')}\n`);
      assert.equal(stat?.comm, comm);
      assert.equal(stat.startTicks, start);
      assert.equal(stat.ppid, 1);
    }),
  );
});

test('what is no stat line is nothing', () => {
  fc.assert(fc.property(fc.string(), (line) => void parseStat(line)));
  assert.equal(parseStat('12 (cat) S'), null);
});

test('the path of the unified hierarchy, else the one of a controller', () => {
  assert.equal(cgroupPath('0::/system.slice/a.service\n'), '/system.slice/a.service');
  assert.equal(cgroupPath('5:pids:/docker/x\n1:name=systemd:/y\n0::/\n'), '/docker/x');
  assert.equal(cgroupPath('4:cpu,memory:/m\n'), '/m');
  assert.equal(cgroupPath('0::/\n'), '/');
  assert.equal(cgroupPath(''), null);
  assert.equal(cgroupPath(undefined), null);
});

test('terminals have the names of the kernel', () => {
  assert.deepEqual([0, 34_816, 34_823, 1025, 1088].map(ttyName), [
    null,
    'pts0',
    'pts7',
    'tty1',
    'ttyS0',
  ]);
});

test(
  'the running test is read as it is',
  { skip: process.platform !== 'linux' && 'needs Linux' },
  () => {
    const facts = readProcess(process.pid, { proc: '/proc', boot: 'b', argvBytesMax: 65_536 });
    assert.equal(facts?.ppid, process.ppid);
    assert.equal(facts.euid, process.geteuid?.());
    assert.equal(Buffer.from(facts.cwd ?? []).toString(), process.cwd());
    assert.equal(readProcess(0x3fff_ffff, { proc: '/proc', boot: 'b', argvBytesMax: 1 }), null);
    const cut = readProcess(process.pid, { proc: '/proc', boot: 'b', argvBytesMax: 3 });
    assert.equal(cut?.argvTruncated, true);
    assert.equal(cut.argc, undefined);
  },
);
