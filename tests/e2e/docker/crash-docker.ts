// Started by the harness's own test as a process of its own, to be killed in the middle: makes a
// host with an engine and a container, says what it made, and waits.
import { startFleet } from '../hosts/index.ts';
import { namespaceOf } from '../hosts/namespace-processes.ts';
import { startDocker } from './start-docker.ts';

const MAKE_IMAGE = `
mkdir -p /opt/root/bin
cp /usr/bin/busybox /opt/root/bin/
tar -C /opt/root -c . | docker --host=unix:///run/docker.sock import - crash:1`;

const fleet = await startFleet();
const host = await fleet.add({ name: 'crash', system: 'debian' });
const docker = await startDocker(host);
await host.run(['sh', '-euc', MAKE_IMAGE]);
const sleep = ['/bin/busybox', 'sleep', '864000'];
await docker.run(['run', '--detach', '--network=none', '--restart=always', 'crash:1', ...sleep]);
const made = {
  dir: fleet.dir,
  cgroup: docker.cgroup,
  mountNamespace: namespaceOf(host.outerPid, 'mnt'),
  processes: (await host.processes()).length,
};
process.stdout.write(`${JSON.stringify(made)}\n`);
process.stdin.resume();
