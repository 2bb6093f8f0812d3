import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  openSync,
  readFileSync,
  statSync,
  rmSync,
  truncateSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import {
  parseFreezeAnswer,
  parsePlanAnswer,
  parseTargets,
  parseThawAnswer,
  type TargetIdentity,
} from '@vedette/sweep';

import { missingRequirements } from './hosts/index.ts';
import { ContainHost, missingForContain, until } from './steps/contain-host.ts';
import { counts, planOf, startCounter } from './steps/counter.ts';

const SHELLS = { dash: ['dash'], busybox: ['busybox', 'ash'] } as const;
/** Of the fixtures, compiled as they are needed. */
const PROGRAMS = join(import.meta.dirname, 'fixtures/programs');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a responder finds in every bundle of a frozen process. */
const ALWAYS = [
  ...['cmdline', 'environ', 'comm', 'status', 'stat', 'maps', 'smaps_rollup', 'links', 'fds'],
  ...['fdinfo', 'cgroup', 'mountinfo', 'loginuid', 'limits', 'io', 'net-tcp', 'net-tcp6'],
  ...['net-udp', 'net-udp6', 'net-unix', 'ancestry', 'siblings', 'preload', 'crontab'],
  ...['package-log', 'auth-log'],
];

describe('evidence', { skip: missingForContain() || missingRequirements(['gcc']) }, () => {
  for (const [name, shell] of Object.entries(SHELLS)) {
    test(`of a program that deleted itself is whole (${name})`, async () => {
      await using host = await ContainHost.start(shell);
      const program = join(host.dir, 'program');
      copyFileSync('/bin/dash', program);
      const bytes = readFileSync(program);
      // Opens a file, deletes it, and holds it.
      const held =
        'exec 7<>"$1/held"; echo secret >&7; rm "$1/held" "$1/program"; while :; do sleep 1; done';
      const target = await host.spawn([program, '-c', held, 'a\nb', host.dir]);
      const plan = parsePlanAnswer((await host.step('plan', target)).records)?.plan;
      assert.ok(plan);

      const captured = await host.step('capture', target, plan);
      assert.ok(captured.finished, captured.stdout);
      assert.equal(captured.violations.count, 0);
      const exe = captured.items.get('exe');
      assert.ok(exe !== undefined && exe.bytes.equals(bytes));
      assert.deepEqual(exe.end, { status: 'whole', hostSha256: sha256(bytes) });

      const frozen = await host.step('freeze', target, plan);
      assert.ok(frozen.finished);
      const step = await host.step('evidence', target, plan);
      assert.ok(step.finished, step.stdout);
      assert.deepEqual(step.violations.first, []);
      assert.deepEqual(parseTargets(step.records), [{ result: 'same' }, { result: 'same' }]);
      for (const item of ALWAYS) assert.ok(step.items.has(item), `no ${item}`);
      for (const { name: item, bytes: kept, end } of step.items.values()) {
        assert.ok(end !== null && end.status !== 'interrupted', item);
        if (end.status === 'unreadable') assert.notEqual(end.note, undefined, item);
        else assert.equal(end.hostSha256, sha256(kept), item);
      }
      assert.equal(step.items.get('fd-7')?.bytes.toString(), 'secret\n');
      assert.match(step.items.get('cmdline')?.bytes.toString() ?? '', /a\nb\0/);
      assert.match(step.items.get('maps')?.bytes.toString() ?? '', /program \(deleted\)/);
      await host.step('thaw', target, plan);
    });
  }

  test('of a program larger than the cap is cut and says so', async () => {
    await using host = await ContainHost.start(['dash']);
    const program = join(host.dir, 'large');
    copyFileSync('/bin/dash', program);
    // What follows an ELF file's segments is never loaded.
    truncateSync(program, 200 * 1024 * 1024);
    const file = openSync(program, 'r+');
    writeSync(file, 'end', 200 * 1024 * 1024 - 3);
    closeSync(file);
    const target = await host.spawn([program, '-c', 'while :; do sleep 1; done']);
    rmSync(program);
    const plan = parsePlanAnswer((await host.step('plan', target)).records)?.plan;
    assert.equal(plan?.programBytes, 200 * 1024 * 1024);
    const step = await host.step('capture', target, plan);
    assert.ok(step.finished);
    const exe = step.items.get('exe');
    assert.equal(exe?.end?.status, 'cut');
    assert.equal(exe.bytes.length, 64 * 1024 * 1024);
    assert.equal(exe.end.hostSha256, sha256(exe.bytes));
    assert.match(exe.end.note ?? '', /^of 209715200 bytes with sha256 [0-9a-f]{64}$/);
  });

  test('of a process whose first thread has ended comes from the others', async () => {
    await using host = await ContainHost.start(['dash']);
    const program = compile(host, 'zombie-leader');
    const bytes = readFileSync(program);
    const target = await spawnEnded(host, program);
    rmSync(program);
    const plan = parsePlanAnswer((await host.step('plan', target)).records)?.plan;
    assert.ok(plan);
    const captured = await host.step('capture', target, plan);
    const [exe] = captured.items.values();
    assert.match(exe?.name ?? '', /^exe-thread-[0-9]+$/);
    assert.ok(exe?.bytes.equals(bytes));
    for (const method of ['cgroup2', 'cgroup1', 'signal'] as const) {
      const step = await host.step('freeze', target, { ...plan, method });
      assert.equal(parseFreezeAnswer(step.records)?.result, 'frozen', step.stdout);
      const ticks = host.stat(target.pid)[11];
      const evidence = await host.step('evidence', target, { ...plan, method });
      assert.ok(evidence.finished, evidence.stdout);
      assert.match(evidence.items.get('maps')?.bytes.toString() ?? '', /zombie-leader \(deleted\)/);
      assert.match(evidence.items.get('cmdline')?.bytes.toString() ?? '', /zombie-leader/);
      assert.equal(host.stat(target.pid)[11], ticks);
      const thaw = await host.step('thaw', target, { ...plan, method });
      assert.equal(parseThawAnswer(thaw.records)?.result, 'thawed', thaw.stdout);
      assert.deepEqual(host.groups(), []);
      await until(() => host.stat(target.pid)[11] !== ticks);
    }
  });

  test('of a program in a memory file, a deleted library, and who is frozen along', async () => {
    await using host = await ContainHost.start(['dash']);
    const library = join(host.dir, 'library.so');
    execFileSync('gcc', ['-shared', '-fPIC', '-o', library, join(PROGRAMS, 'library.c')]);
    const holder = compile(host, 'hold-library');
    const memory = compile(host, 'memfd-exec');
    const starter = join(host.dir, 'starter');
    copyFileSync('/bin/dash', starter);
    const start = '"$1" "$2" & : >"$3/started"; while :; do sleep 0.2; done';
    const words = [starter, '-c', start, 'starter', holder, library, host.dir];
    const target = await host.spawn(
      [memory, 'payload', ...words.slice(0, 1), ...words],
      'memfd:payload',
    );
    const bytes = readFileSync(library);
    const child = () => host.find(`^${holder}`)[0] ?? 0;
    await until(() => child() > 0 && host.maps(child()).includes(library));
    rmSync(library);
    const plan = parsePlanAnswer((await host.step('plan', target)).records)?.plan;
    assert.ok(plan);
    assert.ok(plan.members.some(({ pid, role }) => pid === child() && role === 'child'));
    const captured = await host.step('capture', target, plan);
    assert.ok(captured.items.get('exe')?.bytes.equals(readFileSync('/bin/dash')));
    const frozen = parseFreezeAnswer((await host.step('freeze', target, plan)).records);
    assert.equal(frozen?.result, 'frozen');
    const after = { ...plan, members: [...frozen.members] };
    const { items, finished, stdout } = await host.step('evidence', target, after);
    assert.ok(finished, stdout);
    const exe = items.get(`member-${child()}-exe`);
    assert.ok(exe?.bytes.equals(readFileSync(holder)), stdout.slice(0, 2_000));
    assert.match(items.get(`member-${child()}-cmdline`)?.bytes.toString() ?? '', /hold-library/);
    await host.step('thaw', target, after);

    // The library itself, of whoever holds it.
    const held = host.identity(child());
    const own = parsePlanAnswer((await host.step('plan', held)).records)?.plan;
    assert.ok(own);
    const libraries = await host.step('evidence', held, own);
    assert.ok(
      libraries.items.get('library-1')?.bytes.equals(bytes),
      libraries.stdout.slice(0, 2_000),
    );
  });

  test('of a host without a package database', async () => {
    await using host = await ContainHost.start(['dash']);
    // Seen by this host alone.
    host.inside(['mount', '-t', 'tmpfs', 'tmpfs', '/var/lib/dpkg']);
    const refused = await host.spawn(['/usr/bin/sleep', '1000']);
    const answer = parsePlanAnswer((await host.step('plan', refused)).records);
    assert.deepEqual(
      answer?.refusals.map(({ code }) => code),
      ['packaged-program'],
    );
    const target = await startCounter(host);
    const plan = await planOf(host, target, 'cgroup2');
    const step = await host.step('freeze', target, plan);
    assert.equal(parseFreezeAnswer(step.records)?.result, 'frozen', step.stdout);
    const evidence = await host.step('evidence', target, plan);
    assert.ok(evidence.finished, evidence.stdout);
    assert.deepEqual(evidence.violations.first, []);
    await host.step('thaw', target, plan);
    await counts(host);
  });
});

/** One of the fixtures' programs, in the folder of a host. */
function compile(host: ContainHost, name: string): string {
  const program = join(host.dir, name);
  execFileSync('gcc', ['-O1', '-o', program, join(PROGRAMS, `${name}.c`), '-ldl', '-lpthread']);
  return program;
}

/** A process whose first thread has ended: its program is that of another thread. */
async function spawnEnded(host: ContainHost, program: string): Promise<TargetIdentity> {
  const { stdout } = host.inside([
    'sh',
    '-c',
    'setsid "$1" >/dev/null 2>&1 & echo $!',
    'sh',
    program,
  ]);
  const pid = Number(stdout);
  await until(() => host.stat(pid)[0] === 'Z' && Number(host.stat(pid)[17]) > 1);
  const { dev, ino } = statSync(program);
  return { ...host.identity(pid), exe: `${dev}:${ino}` };
}
