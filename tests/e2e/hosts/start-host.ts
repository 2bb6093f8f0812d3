import { once } from 'node:events';
import { closeSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describeProcess, runInHost, spawnInHost } from './enter-host.ts';
import { hiddenPaths } from './hidden-paths.ts';
import { listens, ownNamespaces, startChild, startLog, untilUp } from './host-child.ts';
import { writeHostFiles } from './host-files.ts';
import { endNamespaces, holdNamespaces, processesIn } from './namespace-processes.ts';
import { makeKey } from './make-key.ts';
import { childrenOf } from './run-command.ts';
import type { HostOptions, TestHost } from './test-host.ts';
import { unwireHost, wireHost } from './wire-host.ts';

export interface StartedHost {
  readonly host: TestHost;
  /** The host's public key, as it stands in known_hosts after the address. */
  readonly publicKey: string;
}

export interface HostStart {
  /** A directory for this host alone. */
  readonly dir: string;
  /** The system that lies under the host's overlay. */
  readonly system: string;
  readonly options: HostOptions;
  readonly loginKey: string;
  /** Told a process in the host's namespaces before anything can go wrong in them. */
  readonly own: (pid: number) => void;
}

/** Starts one host and waits until it listens. */
export async function startHost({
  dir,
  system,
  options,
  loginKey,
  own,
}: HostStart): Promise<StartedHost> {
  const { name, pidNamespace = true, reachable = 'yes' } = options;
  for (const part of ['upper', 'work', 'merged', 'files']) {
    mkdirSync(join(dir, part), { recursive: true });
  }
  const hidden = options.system === 'debian' ? hiddenPaths() : [];
  writeFileSync(join(dir, 'hidden'), hidden.map((path) => `${path}\n`).join(''));
  const key = join(dir, 'host-key');
  const publicKey = await makeKey(key, name);
  writeHostFiles({
    dir: join(dir, 'files'),
    options,
    hostKey: readFileSync(key, 'utf8'),
    loginKey,
  });

  const child = startChild([dir, system, name, ...firstProgram(reachable)], pidNamespace);
  const outer = child.pid;
  if (outer === undefined) throw new Error('cannot start setpriv');
  const ended = once(child, 'exit');
  const log = startLog(child);
  const namespaces = await ownNamespaces(outer);
  own(outer);
  const wire = await wireHost(outer);
  child.stdin.end(`${reachable === 'no' ? '' : wire.address}\n`);
  await untilUp(child, log, () =>
    reachable === 'no' ? /^ready$/m.test(log.text()) : listens(outer),
  );

  const first = (pidNamespace ? childrenOf(outer)[0] : outer) ?? outer;
  let closing: Promise<void> | undefined;
  const held = holdNamespaces(outer);
  const close = async (): Promise<void> => {
    await endNamespaces(namespaces);
    for (const { descriptor } of held) closeSync(descriptor);
    await ended;
    await unwireHost(wire);
  };
  const host: TestHost = {
    name,
    address: wire.address,
    rootDir: `/proc/${first}/root`,
    writtenDir: join(dir, 'upper'),
    outerPid: first,
    run: (argv, runOptions) => runInHost(first, argv, runOptions),
    spawn: (argv, spawnOptions) => spawnInHost(first, argv, spawnOptions),
    async processes() {
      // unshare stays outside the pid namespace that it made; it is not a process of the host.
      return processesIn(namespaces)
        .filter((pid) => pid === first || pid !== outer)
        .map(describeProcess);
    },
    close: () => (closing ??= close()),
  };
  return { host, publicKey: publicKey.trim() };
}

function firstProgram(reachable: HostOptions['reachable']): string[] {
  if (reachable === 'no') return ['sleep', '864000'];
  if (reachable === 'silent') {
    return ['busybox', 'nc', '-ll', '-p', '22', '-e', 'sleep', '864000'];
  }
  return ['/usr/sbin/sshd', '-D', '-e'];
}
