import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeBusyboxSystem } from './busybox-system.ts';
import { makeKey } from './make-key.ts';
import { startFinalizer } from './start-finalizer.ts';
import { startHost } from './start-host.ts';
import type { HostOptions, TestHost } from './test-host.ts';

/** Real sshd hosts for one test file, reached by aliases of one ssh configuration. */
export interface TestFleet {
  readonly dir: string;
  /** Path of an ssh configuration with every alias, its key and its known_hosts. */
  readonly sshConfig: string;
  /** Starts a host; several may start at once. */
  add(options: HostOptions): Promise<TestHost>;
  /** Ends and removes everything that the fleet made. */
  close(): Promise<void>;
}

/** A host's name is an ssh alias, a directory and a line of configuration. */
const NAME = /^[a-z][a-z0-9-]{0,30}$/;

/**
 * Starts a fleet without hosts. What it makes is removed by `close`, and also when the test is
 * killed: mounts and wires live in namespaces that end with their processes, the processes end
 * with this one, and a finalizer removes the rest.
 */
export async function startFleet(): Promise<TestFleet> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-fleet-'));
  const finalizer = startFinalizer(dir);
  const identity = join(dir, 'id_ed25519');
  const knownHosts = join(dir, 'known_hosts');
  const sshConfig = join(dir, 'ssh_config');
  const loginKey = await makeKey(identity, 'fleet');
  writeFileSync(knownHosts, '');
  writeFileSync(sshConfig, '');

  const hosts: TestHost[] = [];
  const adding: Promise<TestHost>[] = [];
  const names = new Set<string>();
  let busybox: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const busyboxDir = join(dir, 'busybox');

  const add = async (options: HostOptions): Promise<TestHost> => {
    const { name, user = 'root' } = options;
    if (!NAME.test(name)) throw new TypeError(`not a host name: ${name}`);
    if (closing !== undefined) throw new TypeError('the fleet is closed');
    if (names.has(name)) throw new TypeError(`there is a host ${name} already`);
    names.add(name);
    if (options.system === 'busybox') await (busybox ??= makeBusyboxSystem(busyboxDir));
    const hostDir = join(dir, 'hosts', name);
    mkdirSync(hostDir, { recursive: true });
    const { host, publicKey } = await startHost({
      dir: hostDir,
      system: options.system === 'debian' ? '/' : busyboxDir,
      options,
      loginKey,
      own: finalizer.own,
    });
    hosts.push(host);
    appendFileSync(knownHosts, `${host.address} ${publicKey}\n`);
    appendFileSync(sshConfig, aliasOf({ host, user, identity, knownHosts }));
    return host;
  };
  const close = async (): Promise<void> => {
    // A test that fails while its hosts start closes the fleet under them.
    await Promise.allSettled(adding);
    try {
      await Promise.all(hosts.map((host) => host.close()));
    } finally {
      await finalizer.finish();
    }
  };

  return {
    dir,
    sshConfig,
    add(options) {
      const added = add(options);
      adding.push(added);
      return added;
    },
    close: () => (closing ??= close()),
  };
}

interface Alias {
  readonly host: TestHost;
  readonly user: string;
  readonly identity: string;
  readonly knownHosts: string;
}

function aliasOf({ host, user, identity, knownHosts }: Alias): string {
  return [
    `Host ${host.name}`,
    `  HostName ${host.address}`,
    `  User ${user}`,
    `  IdentityFile ${identity}`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile ${knownHosts}`,
    '  GlobalKnownHostsFile /dev/null',
    '  StrictHostKeyChecking yes',
    '',
  ].join('\n');
}
