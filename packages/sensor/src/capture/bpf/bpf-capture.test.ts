// This file is long because one capture, attached once, is what every one of its tests looks through.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import type { CapturedEvent } from '../captured-event.ts';
import { buildPrograms, missing, type Programs } from '../testing/build-programs.ts';
import { hostBytes, opened, text, texts, type Watched, watch } from '../testing/watch.ts';
import { type BpfCapture, openBpfCapture } from './bpf-capture.ts';

const skip = missing('cc', 'setpriv', 'unshare', 'nsenter');
/** No process: the tests' own programs are what is looked for. */
const NOBODY = 0x3fff_ffff;

let programs: Programs;
let watched: Watched<BpfCapture>;

before(async () => {
  if (skip !== false) return;
  programs = buildPrograms();
  watched = await watch(opened(openBpfCapture({ clock: Date.now, ownPids: [NOBODY] })));
});

after(async () => {
  await watched?.capture.close();
  programs?.remove();
});

function portOf(server: Server): number {
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return address.port;
}

function bytesOf(argv: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(argv.map((one) => Buffer.concat([Buffer.from(one), Buffer.of(0)])));
}

/** Runs `true` with these arguments and gives the event of it. */
async function execWith(name: string, argv: readonly (string | Buffer)[], ...more: string[]) {
  const runWith = programs.build('run-with');
  const program = join(programs.folder, name);
  copyFileSync('/bin/true', program);
  const file = join(programs.folder, `${name}.argv`);
  writeFileSync(file, bytesOf(argv));
  assert.equal(spawnSync(runWith, [program, file, ...more]).status, 0);
  const [event] = await watched.wait(({ kind, exe }) => kind === 'exec' && text(exe) === program);
  assert.ok(event);
  return event;
}

test('arguments are exact: empty ones, bytes that are not UTF-8, newlines', { skip }, async () => {
  const argv = ['', 'a', '', Buffer.from([0xff, 0xfe, 10, 1]), 'line\nline', ''];
  const event = await execWith('odd', argv);
  assert.deepEqual(
    event.argv.map(hostBytes),
    argv.map((one) => Buffer.from(one)),
  );
  assert.equal(event.argc, argv.length);
  assert.equal(event.argvBytes, bytesOf(argv).length);
  assert.equal(event.argvTruncated, undefined);
});

for (const [name, argv] of [
  ['long-15k', ['x', 'y'.repeat(15_000)]],
  ['long-130k', ['x', 'z'.repeat(130_000), 'end']],
  ['many-4000', Array.from({ length: 4000 }, (_, index) => `argument-${index}`)],
] as const) {
  test(`arguments are whole: ${name}`, { skip }, async () => {
    const event = await execWith(name, argv);
    assert.equal(event.argvTruncated, undefined);
    assert.equal(event.argc, argv.length);
    assert.ok(
      Buffer.concat(event.argv.map(hostBytes)).equals(
        Buffer.concat(argv.map((one) => Buffer.from(one))),
      ),
    );
    assert.equal(event.argv.length, argv.length);
  });
}

test('what is longer than the limit is cut, and tells the true totals', { skip }, async () => {
  const argv = ['x', ...Array.from({ length: 9 }, () => 'q'.repeat(100_000))];
  const event = await execWith('too-long', argv);
  assert.equal(event.argvTruncated, true);
  assert.equal(event.argc, argv.length);
  assert.equal(event.argvBytes, bytesOf(argv).length);
  const whole = bytesOf(argv);
  const got = Buffer.concat(event.argv.map((one) => Buffer.concat([hostBytes(one), Buffer.of(0)])));
  assert.ok(got.length > 250_000);
  assert.ok(whole.subarray(0, got.length - 1).equals(got.subarray(0, -1)));
});

test('an exec by another thread than the first is of the process', { skip }, async () => {
  const event = await execWith('threaded', ['by-thread', 'b'], 'thread');
  assert.deepEqual(texts(event.argv), ['by-thread', 'b']);
  const [exit] = await watched.wait(({ kind, id }) => kind === 'exit' && id === event.id);
  assert.equal(exit?.exitCode, 0);
});

test('20,000 execs: each is told or counted as missed', { skip }, async () => {
  const many = programs.build('many-execs');
  const count = 20_000;
  watched.capture.coverage();
  const child = spawn(many, [String(count), '2'], { stdio: 'ignore' });
  await once(child, 'exit');
  assert.equal(child.exitCode, 0);
  watched.capture.drain();
  const found = watched.events.filter(
    // The machine may run the same program for somebody else.
    ({ kind, argv, exe }) =>
      kind === 'exec' && text(argv[0]) === 'one-of-many' && text(exe) === many,
  );
  const { missed } = watched.capture.coverage();
  assert.equal(new Set(found.map(({ argv }) => text(argv[1]))).size, found.length);
  assert.equal(found.length + (missed['ring-full-exec'] ?? 0), count);
  assert.deepEqual(missed, {});
});

test('a ring that is too small: what it lost is counted exactly', { skip }, async () => {
  const many = programs.build('many-execs');
  const count = 3000;
  const small = await watch(
    opened(openBpfCapture({ clock: Date.now, ownPids: [NOBODY], ringBytes: 64 * 1024 })),
  );
  try {
    small.capture.coverage();
    const from = small.events.length;
    // Nobody reads meanwhile: the event loop waits for the program.
    assert.equal(spawnSync(many, [String(count), '2']).status, 0);
    const { missed } = small.capture.coverage();
    const execs = small.events.slice(from).filter(({ kind }) => kind === 'exec');
    const mine = execs.filter(({ argv }) => text(argv[0]) === 'one-of-many').length;
    const lost = missed['ring-full-exec'] ?? 0;
    assert.ok(lost > count / 2);
    // The machine's other execs are in both numbers: the sum has at least all of ours, and what
    // the kernel has counted in all agrees with what came and what did not.
    assert.ok(mine <= count && execs.length + lost >= count);
    // Others go on meanwhile, so that it is asked until both were counted at one moment.
    const deadline = Date.now() + 10_000;
    for (let agree = false; !agree;) {
      small.capture.drain();
      const received = small.events.filter(({ kind }) => kind === 'exec').length;
      const [seen, dropped] = small.capture.totals('exec');
      agree = seen === received + dropped;
      assert.ok(agree || Date.now() < deadline, `${seen} is not ${received} + ${dropped}`);
    }
  } finally {
    await small.capture.close();
  }
});

test('a script: the interpreter runs, and the script is told', { skip }, async () => {
  const script = join(programs.folder, 'script');
  writeFileSync(script, '#!/bin/sh -e\nexit 0\n', { mode: 0o755 });
  // A path that is relative to where it is started, not an import of this file.
  const relative = ['.', 'script'].join('/');
  const ran = spawnSync(relative, ['one'], { cwd: programs.folder });
  assert.equal(ran.status, 0, ran.error?.message);
  const [event] = await watched.wait(
    ({ kind, file }) => kind === 'exec' && text(file) === './script',
  );
  assert.ok(event);
  assert.match(text(event.exe), /\/(?:dash|bash|sh)$/);
  assert.equal(text(event.interpreter), '/bin/sh');
  assert.deepEqual(texts(event.argv), ['/bin/sh', '-e', './script', 'one']);
  assert.equal(text(event.cwd), programs.folder);
});

test('a program in memory, and one that is deleted', { skip }, async () => {
  const program = programs.build('exec-descriptor');
  for (const kind of ['memfd', 'deleted']) {
    assert.equal(spawnSync(program, [kind, '/bin/true']).status, 0);
  }
  const fits = ({ kind, argv }: CapturedEvent) =>
    kind === 'exec' && text(argv[0]) === 'from-descriptor';
  const [memfd, deleted] = await watched.wait(fits, 2);
  assert.equal(memfd?.memfd, true);
  assert.equal(memfd.deleted, undefined);
  assert.equal(text(memfd.exe), '/memfd:payload');
  assert.equal(deleted?.deleted, true);
  assert.equal(deleted.memfd, undefined);
  assert.match(text(deleted.exe), /^\/tmp\/vedette-deleted-\w{6}$/);
});

test('a setuid program is privileged, and runs as another', { skip }, async () => {
  const program = join(programs.folder, 'as-root');
  copyFileSync('/bin/true', program);
  chmodSync(program, 0o4755);
  chmodSync(programs.folder, 0o755);
  const as = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  assert.equal(spawnSync('setpriv', [...as, program]).status, 0);
  const [event] = await watched.wait(({ kind, exe }) => kind === 'exec' && text(exe) === program);
  assert.deepEqual(
    [event?.uid, event?.euid, event?.gid, event?.privileged],
    [65_534, 0, 65_534, true],
  );
  const plain = join(programs.folder, 'as-nobody');
  copyFileSync('/bin/true', plain);
  assert.equal(spawnSync('setpriv', [...as, plain]).status, 0);
  const [other] = await watched.wait(({ kind, exe }) => kind === 'exec' && text(exe) === plain);
  assert.deepEqual([other?.uid, other?.euid, other?.privileged], [65_534, 65_534, false]);
});

test('an exec that fails: what was asked for, and the error', { skip }, async () => {
  const text_ = join(programs.folder, 'not-executable');
  writeFileSync(text_, 'hello');
  const absent = join(programs.folder, 'absent');
  const run = 'require("child_process").spawnSync(process.argv[1], ["first", ""])';
  for (const file of [text_, absent]) spawnSync(process.execPath, ['-e', run, file]);
  const fits = (path: string) => (event: CapturedEvent) =>
    event.kind === 'exec-failed' && text(event.file) === path;
  const [denied] = await watched.wait(fits(text_));
  const [missingOne] = await watched.wait(fits(absent));
  assert.equal(denied?.errno, 13);
  assert.equal(missingOne?.errno, 2);
  assert.deepEqual(texts(missingOne.argv), [absent, 'first', '']);
  assert.equal(text(missingOne.cwd), process.cwd());
});

test('an exit: code, signal and how long it ran', { skip }, async () => {
  const marks = { seven: 'exit 7', killed: 'kill -9 $$' };
  for (const [mark, script] of Object.entries(marks)) spawnSync('sh', ['-c', script, mark]);
  for (const mark of Object.keys(marks)) {
    const [exec] = await watched.wait(
      ({ kind, argv }) => kind === 'exec' && text(argv[3]) === mark,
    );
    const exits = await watched.wait(({ kind, id }) => kind === 'exit' && id === exec?.id);
    assert.equal(exits.length, 1);
    assert.equal(exits[0]?.exitCode, mark === 'seven' ? 7 : undefined);
    assert.equal(exits[0]?.signal, mark === 'killed' ? 9 : undefined);
    const { durationMs = 0 } = exits[0] ?? {};
    assert.ok(durationMs > 0 && durationMs < 30_000);
  }
});

test('connections and listeners are of the process that asked for them', { skip }, async () => {
  const program = programs.build('sockets');
  const server = createServer((socket) => socket.destroy()).listen({ port: 0, host: '::' });
  await once(server, 'listening');
  const port = portOf(server);
  const spare = createServer().listen(0);
  await once(spare, 'listening');
  const listenPort = portOf(spare);
  spare.close();
  await once(spare, 'close');
  const closedPort = 1;
  const child = spawn(program, [port, listenPort, closedPort].map(String), { stdio: 'ignore' });
  await once(child, 'exit');
  server.close();
  assert.equal(child.exitCode, 0);
  // By its id: after 20,000 execs the number has been another's.
  const [exec] = await watched.wait(({ kind, exe }) => kind === 'exec' && text(exe) === program);
  const mine = (event: { kind: string; id: string }) =>
    event.id === exec?.id && ['connect', 'listen'].includes(event.kind);
  const events = await watched.wait(mine, 9);
  const told = events.map(({ kind, endpoint }) => [
    kind,
    endpoint?.protocol,
    endpoint?.address,
    endpoint?.port,
    endpoint?.result,
  ]);
  assert.deepEqual(told, [
    ['connect', 'tcp', '127.0.0.1', port, 0],
    ['connect', 'tcp', '::1', port, 0],
    ['connect', 'tcp', '127.0.0.1', port, 0],
    ['connect', 'tcp', '127.0.0.1', port, 115],
    ['connect', 'tcp', '127.0.0.1', closedPort, 111],
    ['connect', 'udp', '127.0.0.2', 53, 0],
    ['connect', 'udp', '::1', 5353, 0],
    ['listen', 'tcp', '127.0.0.1', listenPort, undefined],
    ['listen', 'tcp', '::1', listenPort, undefined],
  ]);
  assert.equal(exec?.pid, child.pid);
});

test('other namespaces, entered too, and the cgroup of a container', { skip }, async () => {
  const inside = spawn('unshare', ['--mount', '--net', '--', 'sleep', '60'], { stdio: 'ignore' });
  try {
    const [sleeper] = await watched.wait(
      ({ kind, pid, comm }) => kind === 'exec' && pid === inside.pid && comm === 'sleep',
    );
    const inode = (name: string) =>
      Number(/\d+/.exec(readlinkSync(`/proc/${inside.pid}/ns/${name}`))?.[0]);
    const expected = {
      pid: inode('pid'),
      mnt: inode('mnt'),
      net: inode('net'),
      user: inode('user'),
    };
    assert.deepEqual(sleeper?.namespaces, expected);
    const mark = 'entered-the-namespace';
    spawnSync('nsenter', ['-t', String(inside.pid), '-m', '-n', '--', 'echo', mark]);
    const [entered] = await watched.wait(
      ({ kind, comm, argv }) => kind === 'exec' && comm === 'echo' && text(argv[1]) === mark,
    );
    assert.deepEqual(entered?.namespaces, expected);
  } finally {
    inside.kill('SIGKILL');
  }
  const roots = readFileSync('/proc/mounts', 'utf8').split('\n');
  const root = roots.find((line) => line.startsWith('cgroup2 '))?.split(' ')[1];
  assert.ok(root !== undefined, 'the unified hierarchy is mounted');
  const path = `/vedette-test-${process.pid}/docker-${'ab'.repeat(32)}.scope`;
  mkdirSync(`${root}${path}`, { recursive: true });
  try {
    const script = 'echo $$ > "$1/cgroup.procs" && exec /bin/echo in-a-cgroup';
    execFileSync('sh', ['-c', script, 'sh', `${root}${path}`]);
    const [event] = await watched.wait(
      ({ kind, argv }) => kind === 'exec' && text(argv[1]) === 'in-a-cgroup',
    );
    assert.equal(event?.cgroup, path);
  } finally {
    rmdirSync(`${root}${path}`);
    rmdirSync(`${root}/vedette-test-${process.pid}`);
  }
});

test(
  'what runs already is told once, and the sensor and what it starts is not',
  { skip },
  async () => {
    const script = 'read go; /bin/echo own-child; sh -c "(/bin/echo own-grandchild; true)"; exit 0';
    const own = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    assert.ok(own.pid !== undefined);
    const other = await watch(opened(openBpfCapture({ clock: Date.now, ownPids: [own.pid] })));
    try {
      const running = other.events.filter(({ kind }) => kind === 'running');
      assert.equal(running.filter(({ pid }) => pid === process.pid).length, 1);
      assert.equal(running.filter(({ pid }) => pid === own.pid).length, 0);
      assert.equal(new Set(running.map(({ id }) => id)).size, running.length);
      const self = running.find(({ pid }) => pid === process.pid);
      assert.deepEqual(texts(self?.argv ?? []).slice(0, 1), [process.argv0]);
      own.stdin.end('go\n');
      await once(own, 'exit');
      spawnSync('/bin/echo', ['the-workload']);
      await other.wait(({ argv }) => text(argv[1]) === 'the-workload');
      const seen = other.events.flatMap(({ argv }) => texts(argv));
      assert.deepEqual(
        seen.filter((one) => /^own-(?:grand)?child$/.test(one)),
        [],
      );
    } finally {
      await other.capture.close();
    }
  },
);
