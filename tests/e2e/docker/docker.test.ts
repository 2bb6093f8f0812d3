import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { startFleet, until } from '../hosts/index.ts';
import { processesIn } from '../hosts/namespace-processes.ts';
import { missingForDocker, startDocker } from './index.ts';

const CGROUPS = '/sys/fs/cgroup';
const Made = z.object({
  dir: z.string(),
  cgroup: z.string(),
  mountNamespace: z.string(),
  processes: z.number(),
});

function controlGroups(name: string): string[] {
  const dirs = [CGROUPS, ...readdirSync(CGROUPS).map((one) => join(CGROUPS, one))];
  return dirs.map((dir) => join(dir, name)).filter((path) => existsSync(path));
}

const skip = missingForDocker();

test('an engine is wholly gone after close', { skip }, async () => {
  const fleet = await startFleet();
  try {
    const host = await fleet.add({ name: 'engine', system: 'debian' });
    const docker = await startDocker(host);
    assert.match(await docker.run(['version', '--format={{.Server.Version}}']), /^\d+\./);
    assert.ok(controlGroups(docker.cgroup).length > 0);
    await docker.close();
    const left = await until(
      () => host.processes(),
      (list) => list.length === 1,
    );
    assert.equal(left.length, 1, left.join('\n'));
    assert.deepEqual(controlGroups(docker.cgroup), []);
  } finally {
    await fleet.close();
  }
});

test('a killed test leaves no engine, no container and no control group', { skip }, async () => {
  const program = fileURLToPath(import.meta.resolve('./crash-docker.ts'));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const made = Made.parse(JSON.parse(String(said.value)));
  // sshd, dockerd, containerd, a shim and the container's own process.
  assert.ok(made.processes >= 4, String(made.processes));
  assert.ok(existsSync(made.dir) && controlGroups(made.cgroup).length > 0);
  child.kill('SIGKILL');
  const left = await until(
    () => [
      ...processesIn([made.mountNamespace]),
      ...controlGroups(made.cgroup),
      ...(existsSync(made.dir) ? [made.dir] : []),
    ],
    (list) => list.length === 0,
  );
  assert.deepEqual(left, []);
});
