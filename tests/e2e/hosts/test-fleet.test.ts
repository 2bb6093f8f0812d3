import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { hostileShell } from './hostile-shell.ts';
import { namespaceOf, namespacesOf, processesIn } from './namespace-processes.ts';
import { missingRequirements } from './requirements.ts';
import { runCommand } from './run-command.ts';
import { startFleet, type TestFleet } from './test-fleet.ts';
import type { HostOptions, RunResult, TestHost } from './test-host.ts';
import { until } from './until.ts';
import { listWires } from './wire-host.ts';

const Made = z.object({
  dir: z.string(),
  namespaces: z.array(z.string()),
  pids: z.array(z.number()),
});

describe('test fleet', { skip: missingRequirements() }, () => {
  let fleet: TestFleet;
  const hosts = new Map<string, TestHost>();
  const kinds: HostOptions[] = [
    { name: 'debian', system: 'debian' },
    { name: 'busybox', system: 'busybox' },
    { name: 'ordinary', system: 'debian', user: 'ordinary' },
    { name: 'small-ordinary', system: 'busybox', user: 'ordinary' },
    { name: 'shared', system: 'debian', pidNamespace: false },
    { name: 'no', system: 'debian', reachable: 'no' },
    { name: 'silent', system: 'busybox', reachable: 'silent' },
    { name: 'hangs', system: 'debian', reachable: 'hangs' },
    {
      name: 'hostile',
      system: 'busybox',
      loginShell: hostileShell({
        play: Buffer.from('@%NONCE% a\0\xff\\%s', 'latin1'),
        after: 'printf "[$nonce]"; printf "(%s)" $sections',
      }),
      banner: 'a banner\n',
    },
  ];

  const host = (name: string): TestHost => {
    const found = hosts.get(name);
    assert.ok(found, name);
    return found;
  };
  const ssh = (name: string, input = '', timeoutMs = 10_000): Promise<RunResult> =>
    runCommand(
      [
        'ssh',
        '-F',
        fleet.sshConfig,
        '-T',
        '-o',
        'BatchMode=yes',
        '-o',
        'ConnectTimeout=1',
        name,
        'exec sh -s',
      ],
      { input, timeoutMs },
    );

  before(async () => {
    fleet = await startFleet();
    const added = await Promise.all(kinds.map((options) => fleet.add(options)));
    for (const one of added) hosts.set(one.name, one);
  });
  after(() => fleet.close());

  for (const name of ['debian', 'busybox', 'ordinary', 'small-ordinary', 'shared']) {
    test(`${name}: real ssh logs in, with a checked host key`, async () => {
      const { stdout, stderr, exitCode } = await ssh(name, 'id -u; hostname; cat /etc/hostname');
      const uid = name.includes('ordinary') ? '1500' : '0';
      assert.deepEqual(
        { stdout, stderr, exitCode },
        { stdout: `${uid}\n${name}\n${name}\n`, stderr: '', exitCode: 0 },
      );
    });

    test(`${name}: has namespaces of its own, and no process but sshd`, async () => {
      const { outerPid } = host(name);
      for (const namespace of ['mnt', 'net', 'uts', 'ipc']) {
        assert.notEqual(namespaceOf(outerPid, namespace), namespaceOf(process.pid, namespace));
      }
      const sharesPids = namespaceOf(outerPid, 'pid') === namespaceOf(process.pid, 'pid');
      assert.equal(sharesPids, name === 'shared');
      const processes = await until(
        () => host(name).processes(),
        (list) => list.length === 1,
      );
      assert.match(processes[0] ?? '', name === 'shared' ? / sshd: / : /^1 sshd: /);
    });
  }

  test('a busybox host has no tool that is not busybox', async () => {
    const script = 'for t in awk sh od grep; do readlink -f "$(which "$t")"; done\n';
    const tools = await host('busybox').run(['sh', '-c', script]);
    assert.equal(tools.stdout, '/bin/busybox\n'.repeat(4));
    const others = await host('busybox').run(['sh', '-c', 'command -v bash gawk mawk readelf']);
    assert.deepEqual(
      [others.stdout, existsSync(join(host('busybox').rootDir, 'var/lib/dpkg'))],
      ['', false],
    );
  });

  test('a debian host has the system of this machine but none of its work', async () => {
    const { stdout } = await host('debian').run([
      'sh',
      '-c',
      'dpkg-query -W dash; ls -A / /root /tmp /home /opt',
    ]);
    assert.match(stdout, /^dash\t/);
    assert.doesNotMatch(stdout, /^work$|vedette-fleet/m);
    assert.match(stdout, /\/opt:\n\n/);
  });

  test('what a host changes stays in the host', async () => {
    const debian = host('debian');
    const { rootDir, writtenDir } = debian;
    const passwd = readFileSync('/etc/passwd', 'utf8');
    await debian.run([
      'sh',
      '-c',
      'echo x:x:0:0::/:/bin/sh >>/etc/passwd; rm /bin/true; echo 1 >/etc/new',
    ]);
    assert.equal(readFileSync('/etc/passwd', 'utf8'), passwd);
    assert.deepEqual([existsSync('/bin/true'), existsSync('/etc/new')], [true, false]);
    assert.equal(existsSync(join(rootDir, 'bin/true')), false);
    assert.equal(readFileSync(join(rootDir, 'etc/new'), 'utf8'), '1\n');
    assert.equal(readFileSync(join(writtenDir, 'etc/new'), 'utf8'), '1\n');
  });

  test('the link count of a deleted program of the host is 0, as on a disk', async () => {
    // Of a program of the system it stays 1, as in any container: overlayfs shows the lower file's.
    const ordinary = host('ordinary');
    await ordinary.run(['cp', '/bin/sleep', '/tmp/own']);
    const running = await ordinary.spawn(['/tmp/own', '864000']);
    await ordinary.run(['rm', '/tmp/own']);
    const { stdout } = await ordinary.run(['stat', '-L', '-c', '%h', `/proc/${running.pid}/exe`]);
    assert.equal(stdout, '0\n');
    await running.stop();
  });

  test('run gives input, directory, user, environment, output and exit code', async () => {
    const script = 'cat; pwd; id -u; echo "$WORD" >&2; exit 7';
    const options = { input: 'in\n', cwd: '/tmp', uid: 1500, env: { WORD: 'two words' } };
    assert.deepEqual(await host('busybox').run(['sh', '-c', script], options), {
      stdout: 'in\n/tmp\n1500\n',
      stderr: 'two words\n',
      exitCode: 7,
    });
    await assert.rejects(host('busybox').run(['sleep', '864000'], { timeoutMs: 200 }), /no end/);
  });

  for (const name of ['debian', 'busybox', 'shared']) {
    test(`${name}: a daemon is a child of pid 1 without a tty, and stops`, async () => {
      const daemon = await host(name).spawn(['sleep', '864000'], { uid: 1500, cwd: '/tmp' });
      const { stdout } = await host(name).run(['cat', `/proc/${daemon.pid}/stat`]);
      const [, parent, , session, tty] = stdout.slice(stdout.lastIndexOf(') ') + 2).split(' ');
      assert.deepEqual([parent, session, tty], ['1', String(daemon.pid), '0']);
      assert.match(readFileSync(`/proc/${daemon.outerPid}/status`, 'utf8'), /^Uid:\t1500\t1500\t/m);
      await daemon.stop();
      await daemon.exited;
      const left = await until(
        () => host(name).processes(),
        (list) => list.length === 1,
      );
      assert.equal(left.length, 1);
    });
  }

  test('nothing answers at the address of an unreachable host', async () => {
    const { exitCode, stderr } = await ssh('no');
    assert.equal(exitCode, 255);
    assert.match(stderr, /timed out|No route to host/i);
  });

  test('a silent host accepts and says nothing', async () => {
    const socket = connect({ host: host('silent').address, port: 22 });
    const bytes: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => bytes.push(chunk));
    await once(socket, 'connect');
    const { exitCode, stderr } = await ssh('silent');
    assert.deepEqual([exitCode, bytes.length], [255, 0]);
    assert.match(stderr, /timed out during banner exchange/);
    socket.destroy();
  });

  test('a hanging host logs in and then never ends', async () => {
    await assert.rejects(ssh('hangs', 'echo no', 1500), /no end/);
  });

  test('a hostile host plays bytes with the nonce of the run', async () => {
    const { stdout, stderr } = await ssh(
      'hostile',
      'f() {\nNONCE=00ff\nsection host\nsection ssh\n}\nf\n',
    );
    assert.equal(stdout, '@00ff a\u0000\ufffd\\%s[00ff](host)(ssh)');
    assert.equal(stderr, 'a banner\n');
  });
});

test(
  'two fleets at once do not meet, and both are wholly gone after close',
  { skip: missingRequirements() },
  async () => {
    const fleets = await Promise.all([startFleet(), startFleet()]);
    const hosts = await Promise.all(
      fleets.map((fleet) => fleet.add({ name: 'twin', system: 'debian', pidNamespace: false })),
    );
    const daemons = await Promise.all(
      hosts.map((host) => host.spawn(['unshare', '-m', 'sleep', '864000'])),
    );
    const namespaces = hosts.map((host) => namespacesOf(host.outerPid));
    const wires = await listWires();
    await fleets[0]?.close();
    assert.deepEqual(processesIn(namespaces[0] ?? []), []);
    assert.ok(processesIn(namespaces[1] ?? []).length > 0);
    await fleets[1]?.close();
    await fleets[1]?.close();
    assert.deepEqual(processesIn(namespaces.flat()), []);
    for (const { exited } of daemons) await exited;
    for (const { dir } of fleets) assert.equal(existsSync(dir), false);
    assert.ok((await listWires()).length <= wires.length - 2);
    assert.doesNotMatch(
      readFileSync('/proc/self/mountinfo', 'utf8'),
      new RegExp(fleets[0]?.dir ?? '-'),
    );
  },
);

test('a killed test leaves nothing', { skip: missingRequirements() }, async () => {
  const program = fileURLToPath(import.meta.resolve('./crash-fleet.ts'));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const made = Made.parse(JSON.parse(String(said.value)));
  assert.ok(existsSync(made.dir) && made.pids.every((pid) => existsSync(`/proc/${pid}`)));
  child.kill('SIGKILL');
  const left = await until(
    () => [...processesIn(made.namespaces), ...(existsSync(made.dir) ? [made.dir] : [])],
    (list) => list.length === 0,
  );
  assert.deepEqual(left, []);
});
