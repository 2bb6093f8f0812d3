// Started by the harness's own test as a process of its own, to be killed in the middle: makes a
// fleet with one host of each pid namespace and a daemon on it, says what it made, and waits.
import { namespacesOf } from './namespace-processes.ts';
import { startFleet } from './test-fleet.ts';

const fleet = await startFleet();
const hosts = await Promise.all([
  fleet.add({ name: 'own', system: 'busybox' }),
  fleet.add({ name: 'shared', system: 'debian', pidNamespace: false }),
]);
const daemons = await Promise.all(hosts.map((host) => host.spawn(['sleep', '864000'])));
const made = {
  dir: fleet.dir,
  namespaces: hosts.flatMap((host) => namespacesOf(host.outerPid)),
  pids: daemons.map(({ outerPid }) => outerPid),
};
process.stdout.write(`${JSON.stringify(made)}\n`);
process.stdin.resume();
