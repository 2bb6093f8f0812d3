import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

import type { Capture } from './capture.ts';
import type { CapturedEvent } from './captured-event.ts';
import { openCapture, openRung } from './open-capture.ts';
import { openNetlinkCapture } from './netlink/netlink-capture.ts';
import { openPollCapture } from './poll/poll-capture.ts';
import { buildPrograms, missing } from './testing/build-programs.ts';
import { opened, text, texts, type Watched, watch } from './testing/watch.ts';

const skip = missing('cc');
const options = { clock: Date.now, ownPids: [0x3fff_ffff], pollIntervalMs: 50 };

/** Runs until it is told to end, so that every rung has the time to look. */
function startSleeper(mark: string): ChildProcess {
  const script = 'exec sh -c "read go; exit 3" "$0" "" "b b"';
  return spawn('sh', ['-c', script, mark], { stdio: ['pipe', 'ignore', 'ignore'], cwd: '/usr' });
}

const comparable = (event: CapturedEvent) => ({
  id: event.id,
  parentId: event.parentId,
  pid: event.pid,
  ppid: event.ppid,
  uid: event.uid,
  euid: event.euid,
  gid: event.gid,
  comm: event.comm,
  parent: event.parent,
  exe: text(event.exe),
  cwd: text(event.cwd),
  argv: texts(event.argv),
  argc: event.argc,
  argvBytes: event.argvBytes,
  cgroup: event.cgroup,
  namespaces: event.namespaces,
  session: event.session,
  loginuid: event.loginuid,
});

test('the rungs agree on what all of them can see', { skip }, async () => {
  const rungs: Watched<Capture>[] = [];
  let sleeper: ChildProcess | undefined;
  try {
    for (const source of ['bpf', 'netlink', 'poll'] as const) {
      const rung = opened(await openRung(source, options));
      assert.equal(rung.source, source);
      rungs.push(await watch(rung));
    }
    const mark = `sleeper-${process.pid}`;
    sleeper = startSleeper(mark);
    const { pid } = sleeper;
    const isLast = (event: CapturedEvent) =>
      event.kind === 'exec' &&
      event.pid === pid &&
      text(event.argv[3]) === mark &&
      text(event.argv[2]).startsWith('read');
    const seen: CapturedEvent[] = [];
    for (const rung of rungs) seen.push(...(await rung.wait(isLast)).slice(-1));
    const [first, ...others] = seen.map(comparable);
    assert.equal(others.length, 2);
    for (const other of others) assert.deepEqual(other, first);
    sleeper.stdin?.end('go\n');
    await once(sleeper, 'exit');
    for (const rung of rungs) {
      const [exit] = await rung.wait(({ kind, id }) => kind === 'exit' && id === first?.id);
      assert.equal(exit?.exitCode, rung.capture.source === 'poll' ? undefined : 3);
      assert.ok((exit?.durationMs ?? -1) >= 0);
    }
    for (const rung of rungs) {
      const running = rung.events.filter(({ kind }) => kind === 'running');
      assert.equal(running.filter((one) => one.pid === process.pid).length, 1);
    }
  } finally {
    sleeper?.kill('SIGKILL');
    for (const rung of rungs) await rung.capture.close();
  }
});

test('netlink: each exec is told, and of one that is gone that much', { skip }, async () => {
  const programs = buildPrograms();
  const watched = await watch(opened(openNetlinkCapture(options)));
  try {
    const many = programs.build('many-execs');
    const count = 500;
    watched.capture.coverage();
    const from = watched.events.length;
    const child = spawn(many, [String(count), '1'], { stdio: 'ignore' });
    await once(child, 'exit');
    const { missed } = watched.capture.coverage();
    const execs = watched.events.slice(from).filter(({ kind }) => kind === 'exec');
    const whole = execs.filter(({ argv }) => text(argv[0]) === 'one-of-many');
    assert.ok(execs.length + (missed['netlink-overrun'] ?? 0) >= count);
    assert.ok(whole.length > 0);
    assert.ok(execs.every(({ faulted, argv }) => faulted === true || argv.length > 0));
  } finally {
    await watched.capture.close();
    programs.remove();
  }
});

test('netlink: notices that the socket has no room for are counted', { skip }, async () => {
  const programs = buildPrograms();
  const watched = await watch(opened(openNetlinkCapture(options)));
  try {
    const many = programs.build('many-execs');
    watched.capture.coverage();
    const from = watched.events.length;
    const count = 8000;
    // Nobody reads meanwhile; three notices for each.
    assert.equal(spawnSync(many, [String(count), '2']).status, 0);
    const burst = watched.capture.coverage();
    // The hole shows in the number of the next notice on each CPU.
    for (let index = 0; index < 20; index++) spawnSync('/bin/true');
    const next = watched.capture.coverage();
    const lost = (burst.missed['netlink-overrun'] ?? 0) + (next.missed['netlink-overrun'] ?? 0);
    const execs = watched.events.slice(from).filter(({ kind }) => kind === 'exec').length;
    assert.ok(lost > 0 && burst.pollingGaps > 0);
    assert.ok(execs + lost >= count, `${execs} and ${lost} of ${count}`);
  } finally {
    await watched.capture.close();
    programs.remove();
  }
});

test('polling: what comes and goes between two looks is counted', { skip }, async () => {
  const programs = buildPrograms();
  const watched = await watch(opened(openPollCapture({ ...options, pollIntervalMs: 3_600_000 })));
  try {
    const many = programs.build('many-execs');
    watched.capture.look();
    watched.capture.coverage();
    const count = 300;
    assert.equal(spawnSync(many, [String(count), '1']).status, 0);
    watched.capture.look();
    watched.capture.look();
    const { missed, pollingGaps } = watched.capture.coverage();
    assert.ok((missed['started-between-looks'] ?? 0) >= count);
    assert.ok(pollingGaps >= 1);
  } finally {
    await watched.capture.close();
    programs.remove();
  }
});

test('polling needs no rights', { skip: missing('setpriv') }, async () => {
  const script = `
    import { openPollCapture } from ${JSON.stringify(new URL('poll/poll-capture.ts', import.meta.url).href)};
    const { capture } = openPollCapture({ clock: Date.now });
    let running = 0;
    await capture.start(() => running++);
    await capture.close();
    console.log(running);`;
  const as = ['--reuid=65534', '--regid=65534', '--clear-groups', '--'];
  const child = spawnSync(
    'setpriv',
    [...as, process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  assert.equal(child.status, 0, child.stderr);
  assert.ok(Number(child.stdout) > 0);
});

test('the ladder takes the best rung, and says why not another', { skip }, async () => {
  const best = await openCapture('auto', options);
  assert.equal(best.capture?.source, 'bpf');
  assert.deepEqual(best.refused, []);
  await best.capture?.close();
  await best.capture?.close();
  const refused = await openCapture('bpf', { ...options, ringBytes: 0 });
  assert.equal(refused.capture, null);
  assert.equal(refused.refused[0]?.code, 'load');
  assert.match(refused.refused[0]?.detail ?? '', /ring/);
});
