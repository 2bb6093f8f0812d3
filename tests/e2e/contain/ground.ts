import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import {
  type HostsSwept,
  inventoryToml,
  readSweep,
  runVedette,
  startFleet,
  type TestFleet,
  type TestHost,
  type VedetteEnd,
} from '../hosts/index.ts';
import type { HostOptions } from '../hosts/test-host.ts';
import { type ControlGroup, type Freezer, giveFreezer } from './control-group.ts';

/** A probe that waits for its turn on a busy machine must not be given up for it. */
const TIMEOUT_SECS = 90;

export type Settings = Readonly<Record<string, string | number | boolean>>;

/** What a controller did and keeps, for one test. */
export interface Controller {
  /** Runs the real command with the inventory of the ground. */
  run(command: string, ...args: readonly string[]): Promise<VedetteEnd>;
  /** `vedette sweep --json`. */
  sweep(...args: readonly string[]): Promise<HostsSwept>;
  /** Every containment that there was, in order. */
  actions(): Promise<string[]>;
  /** A kept item of evidence, byte for byte; throws if there is none. */
  evidence(id: string, item: string): Promise<Buffer>;
  /** The names of the kept items, and what became of each. */
  items(id: string): Promise<ReadonlyMap<string, EvidenceItem>>;
}

/** What `vedette evidence list` and `show` say, as far as tests read it. */
const Listed = z.object({ id: z.string() });
const Shown = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      status: z.string(),
      bytes: z.number(),
      source: z.string(),
      note: z.string().optional(),
    }),
  ),
});
export type EvidenceItem = z.infer<typeof Shown>['items'][number];

/** Hosts of one test of containment. */
export interface ContainGround {
  readonly fleet: TestFleet;
  readonly host: TestHost;
  readonly hosts: readonly TestHost[];
  /** The control group in which the test's processes are; none where the host has no freezer. */
  readonly group: ControlGroup | undefined;
  /** A controller that has learned nothing yet. */
  controller(settings?: Settings): Controller;
  close(): Promise<void>;
}

export interface GroundOptions {
  readonly hosts: readonly HostOptions[];
  /** Given to the first host. */
  readonly freezer?: Freezer;
}

/** Starts hosts without control groups, or the first with one. */
export async function startGround({
  hosts: wanted,
  freezer,
}: GroundOptions): Promise<ContainGround> {
  const fleet = await startFleet();
  try {
    const hosts = await Promise.all(wanted.map((options) => fleet.add(options)));
    const [host] = hosts;
    if (host === undefined) throw new TypeError('a ground without a host');
    const group = freezer === undefined ? undefined : await giveFreezer(host, freezer);
    return {
      ...{ fleet, host, hosts, group },
      controller: (settings = {}) => createController({ fleet, hosts, settings }),
      async close() {
        try {
          await group?.close();
        } finally {
          await fleet.close();
        }
      },
    };
  } catch (cause) {
    await fleet.close();
    throw cause;
  }
}

interface ControllerOptions {
  readonly fleet: TestFleet;
  readonly hosts: readonly TestHost[];
  readonly settings: Settings;
}

/** A controller of its own for these hosts: its baselines, its log, its evidence. */
export function createController({ fleet, hosts, settings }: ControllerOptions): Controller {
  const stateHome = mkdtempSync(join(fleet.dir, 'state-'));
  const inventory = inventoryToml({
    fleet,
    hosts,
    settings: { ssh_timeout_secs: TIMEOUT_SECS, ...settings },
    file: `${stateHome.slice(fleet.dir.length + 1)}.toml`,
  });
  const run = (...args: readonly string[]): Promise<VedetteEnd> => runVedette({ args, stateHome });
  const items = async (id: string): Promise<ReadonlyMap<string, EvidenceItem>> => {
    const shown = await run('evidence', 'show', id, '--json');
    if (shown.exitCode !== 0) throw new Error(shown.stderr);
    const bundle = Shown.parse(JSON.parse(shown.stdout));
    return new Map(bundle.items.map((item) => [item.name, item]));
  };
  return {
    run: (command, ...args) =>
      command === 'evidence'
        ? run(command, ...args)
        : run(command, '--inventory', inventory, ...args),
    sweep: async (...args) =>
      readSweep(await run('sweep', '--inventory', inventory, '--json', ...args)),
    async actions() {
      const { stdout } = await run('evidence', 'list', '--json');
      return z
        .array(Listed)
        .parse(JSON.parse(stdout))
        .map(({ id }) => id);
    },
    items,
    async evidence(id, name) {
      const all = await items(id);
      const item = all.get(name);
      if (item === undefined) throw new Error(`no ${name}; there are ${[...all.keys()].join(' ')}`);
      return readFileSync(join(stateHome, 'vedette/sweep/evidence', id, item.file));
    },
  };
}
