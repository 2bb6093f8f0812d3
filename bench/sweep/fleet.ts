import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  inventoryToml,
  missingRequirements,
  startFleet,
  type TestFleet,
  type TestHost,
} from '../../tests/e2e/hosts/index.ts';
import { mustRun } from '../../tests/e2e/hosts/run-command.ts';
import { type BenchResult, ceiling, figure } from '../benchmark.ts';
import { runVedette, type VedetteRun } from './run-vedette.ts';
import { watchClients } from './watch-clients.ts';

const FLEET_SIZES = [10, 100, 1_000] as const;
const REAL_HOSTS = 4;
/** Addresses of each real host, of the range that RFC 2544 sets aside for benchmarks. */
const ADDRESSES_PER_HOST = 250;
const CONCURRENCY = 8;
const MEMORY_GROWTH_AIM = 1.5;
/** A client and the connection that it shares; more would be left over from hosts that are done. */
const CLIENTS_AIM = 3;
const TIME_GROWTH_AIM = 1.3;

interface FleetRun extends VedetteRun {
  readonly clientsAtOnce: number;
}

/** How a sweep grows with the fleet: its time, and the controller's memory. */
export async function benchFleet(say: (line: string) => void): Promise<BenchResult[]> {
  const missing = missingRequirements();
  if (missing !== false) return [figure('fleet', '', `could not run: ${missing}`)];
  const stateDir = mkdtempSync(join(tmpdir(), 'vedette-bench-'));
  const fleet = await startFleet();
  try {
    say(`fleet: starting ${REAL_HOSTS} hosts`);
    const aliases = await startAliases(fleet);
    const runs = new Map<number, FleetRun>();
    for (const size of FLEET_SIZES) {
      say(`fleet: sweeping ${size} hosts`);
      const inventory = inventoryToml({
        fleet,
        hosts: aliases.slice(0, size).map((name) => ({ name })),
        settings: { concurrency: CONCURRENCY },
        file: `inventory-${size}.toml`,
      });
      const clients = watchClients();
      const run = await runVedette(inventory, stateDir).finally(clients.stop);
      const reached = run.report.hosts.filter(({ status }) => status !== 'unreachable').length;
      if (reached !== size) throw new Error(`only ${reached} of ${size} hosts were reached`);
      runs.set(size, { ...run, clientsAtOnce: clients.peak() });
    }
    return compare(runs);
  } finally {
    await fleet.close();
    rmSync(stateDir, { recursive: true });
  }
}

/**
 * Gives each real host many addresses, one per alias, so that every entry of the inventory is a
 * connection of its own: aliases of one address would share the first one's connection.
 */
async function startAliases(fleet: TestFleet): Promise<string[]> {
  const numbers = Array.from({ length: REAL_HOSTS }, (_, index) => index);
  const hosts = await Promise.all(
    numbers.map((index) => fleet.add({ name: `real-${index}`, system: 'busybox' })),
  );
  await Promise.all(hosts.map((host, index) => addAddresses(host, index)));
  const identity = join(fleet.dir, 'id_ed25519');
  const entries = numbers.flatMap((host) =>
    Array.from({ length: ADDRESSES_PER_HOST }, (_, alias) => ({ host, alias })),
  );
  const interleaved = entries.toSorted((a, b) => a.alias - b.alias || a.host - b.host);
  const names = interleaved.map(({ host, alias }) => `entry-${host}-${alias}`);
  appendFileSync(
    fleet.sshConfig,
    interleaved
      .flatMap(({ host, alias }, index) => [
        `Host ${names[index] ?? ''}`,
        `  HostName ${network(host)}.${alias + 1}`,
        `  HostKeyAlias ${hosts[host]?.address ?? ''}`,
        '  User root',
        `  IdentityFile ${identity}`,
        '  IdentitiesOnly yes',
        `  UserKnownHostsFile ${join(fleet.dir, 'known_hosts')}`,
        '  GlobalKnownHostsFile /dev/null',
        '',
      ])
      .join('\n'),
  );
  return names;
}

async function addAddresses(host: TestHost, index: number): Promise<void> {
  const subnet = `${network(index)}.0/24`;
  await mustRun([
    ...['nsenter', '--target', String(host.outerPid), '--net'],
    ...['ip', 'route', 'add', 'local', subnet, 'dev', 'lo'],
  ]);
  // The route goes with the host's wire, which the fleet removes.
  await mustRun(['ip', 'route', 'replace', subnet, 'via', host.address]);
}

function network(host: number): string {
  return `198.18.${host}`;
}

function compare(runs: ReadonlyMap<number, FleetRun>): BenchResult[] {
  const of = (size: number): FleetRun => {
    const run = runs.get(size);
    if (run === undefined) throw new RangeError(`no run with ${size} hosts`);
    return run;
  };
  const perHost = (size: number): number => of(size).wallSeconds / size;
  return [
    ...FLEET_SIZES.flatMap((size) => [
      figure(`wall of ${size} hosts`, 's', rounded(of(size).wallSeconds)),
      figure(
        `wall per host times concurrency, ${size} hosts`,
        's',
        rounded(perHost(size) * CONCURRENCY),
      ),
      figure(`controller CPU, ${size} hosts`, 's', rounded(of(size).usage.cpuSeconds)),
      figure(
        `controller peak RSS, ${size} hosts`,
        'MiB',
        rounded(of(size).usage.maxRssKiB / 1_024),
      ),
      figure(`ssh processes at once, ${size} hosts`, 'processes', of(size).clientsAtOnce),
    ]),
    ceiling('peak RSS at 1,000 hosts over 10', '×', {
      ours: rounded(of(1_000).usage.maxRssKiB / of(10).usage.maxRssKiB),
      below: MEMORY_GROWTH_AIM,
    }),
    ceiling('ssh processes at once per host swept at once, 1,000 hosts', 'processes', {
      ours: rounded(of(1_000).clientsAtOnce / CONCURRENCY),
      below: CLIENTS_AIM,
    }),
    ceiling('wall per host at 1,000 hosts over 100', '×', {
      ours: rounded(perHost(1_000) / perHost(100)),
      below: TIME_GROWTH_AIM,
    }),
  ];
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
