// What the real command leaves behind and gives away while it watches: nothing but events.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { runCommand } from './hosts/run-command.ts';
import { listeningSockets } from './sensor/listening-sockets.ts';
import { startReceiver } from './sensor/receiver.ts';
import { missingForSensor } from './sensor/requirements.ts';
import { runMarked } from './sensor/run-marked.ts';
import { startSensor, untilSaid } from './sensor/start-sensor.ts';
import { deliveries, eventsOf, sumsOf } from './sensor/sums.ts';
import { TRACED, writtenPaths } from './sensor/written-paths.ts';

test(
  'a sensor writes to its folder, listens nowhere, keeps secrets, and drains on SIGTERM',
  {
    skip: missingForSensor(['strace']),
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-e2e-manners-'));
    const state = join(folder, 'state');
    const log = join(folder, 'strace.log');
    const [mark, secret, token] = [randomUUID(), `s3cr3t${randomUUID()}`, randomUUID()];
    const receiver = await startReceiver();
    const sensor = startSensor({
      args: ['run', '--endpoint', receiver.url, '--state', state],
      env: { VEDETTE_TOKEN: token },
      by: ['strace', '-D', '-f', '-qq', '-s', '4096', '-e', `trace=${TRACED}`, '-o', log],
    });
    try {
      await untilSaid(sensor, /sees executions by bpf/);
      assert.deepEqual(listeningSockets(sensor.pid), []);
      const secrets = [
        ['/bin/true', mark, '--password', secret],
        ['/bin/true', mark, `https://me:${secret}@example.com/`],
        ['env', `API_TOKEN=${secret}`, '/bin/true', mark],
        ['sh', '-c', `: ${mark}; true mysql -p${secret}`],
      ];
      for (const argv of secrets) await runCommand(argv);
      await runMarked(mark, 0, 20);
      sensor.signal('SIGTERM');
      assert.equal(await sensor.ended(), 0, sensor.stderr());

      assert.equal(deliveries(receiver.batches, mark).size, 20);
      assert.equal(sumsOf(receiver.batches).unaccounted, 0);
      const told = eventsOf(receiver.batches).filter(
        ({ argv, redacted = 0 }) => redacted > 0 && argv.join(' ').includes(mark),
      );
      assert.ok(told.length >= secrets.length, `${told.length}`);
      assert.equal(new Set(told.flatMap((event) => event.secrets ?? [])).size, 1);
      assert.ok(!receiver.everything().includes(secret));
      assert.ok(eventsOf(receiver.batches).every(({ pid }) => pid !== sensor.pid));
      for (const name of readdirSync(state, { recursive: true, encoding: 'utf8' })) {
        if (name === 'spool') continue;
        assert.ok(!readFileSync(join(state, name)).includes(secret), name);
      }
      assert.ok(!sensor.stderr().includes(secret) && !sensor.stderr().includes(token));

      const written = writtenPaths(log);
      assert.ok(written.includes(join(state, 'digest.key')));
      const allowed = (path: string): boolean => path.startsWith(folder) || path === '/dev/null';
      assert.deepEqual(
        written.filter((path) => !allowed(path)),
        [],
      );
    } finally {
      sensor.signal('SIGKILL');
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
