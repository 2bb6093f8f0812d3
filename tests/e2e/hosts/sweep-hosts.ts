import { SweepReport } from '@vedette/sweep';

import { inventoryToml, type InventoryOptions } from './inventory-toml.ts';
import { runVedette, type VedetteEnd } from './start-vedette.ts';

export interface SweepHostsOptions extends InventoryOptions {
  /** Baselines of this and of no other sweep. */
  readonly stateHome: string;
  /** Further arguments of `vedette sweep`. */
  readonly args?: readonly string[];
}

/** One sweep by the real command, and what it said of each host. */
export interface HostsSwept extends VedetteEnd {
  readonly report: SweepReport;
  /** The report of one host; throws if there is none. */
  host(name: string): SweepReport['hosts'][number];
}

/** Sweeps hosts of a fleet with `vedette sweep --json` and reads the document. */
export async function sweepHosts(options: SweepHostsOptions): Promise<HostsSwept> {
  const { stateHome, args = [] } = options;
  const inventory = inventoryToml(options);
  return readSweep(
    await runVedette({ args: ['sweep', '--inventory', inventory, '--json', ...args], stateHome }),
  );
}

/** Reads the document that a sweep printed. */
export function readSweep(end: VedetteEnd): HostsSwept {
  const report = parseReport(end);
  return {
    ...end,
    report,
    host(name) {
      const found = report.hosts.find((host) => host.name === name);
      if (found === undefined) throw new Error(`no report of ${name}: ${end.stdout}`);
      return found;
    },
  };
}

function parseReport({ stdout, stderr, exitCode }: VedetteEnd): SweepReport {
  try {
    return SweepReport.parse(JSON.parse(stdout));
  } catch (cause) {
    const said = `${stderr}\n${stdout.slice(0, 2_000)}`;
    throw new Error(`no report, exit code ${exitCode}: ${said}`, { cause });
  }
}
