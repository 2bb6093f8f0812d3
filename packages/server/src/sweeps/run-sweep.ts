import { randomUUID } from 'node:crypto';

import {
  ALL_CHECKS,
  type Clock,
  createContainmentDesk,
  createLocalTransport,
  createReviewer,
  createSshTransport,
  EVIDENCE,
  findInventory,
  type HostReport,
  type Inventory,
  openStateStore,
  stateFolder,
  sweepFleet,
  type SweepReport,
  type Transport,
} from '@vedette/sweep';

/** What sweeps by the server need; the same folders as `vedette sweep`, so that both know the same. */
export interface SweepRunSettings {
  /** Null for `inventory.toml` in the working directory, and this host where there is none. */
  readonly inventory: string | null;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** In whose name evidence is taken, where the inventory says armed. */
  readonly who: string;
  readonly version: string;
}

/** When a sweep is to end early: `stop` starts no further host, `abort` ends what runs too. */
export interface SweepSignals {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}

/**
 * Sweeps the fleet once, as `vedette sweep` does: the inventory is read anew, so that what is
 * changed in it holds from the next sweep on. What is opened on a host is let go of before it
 * returns, also when it was aborted.
 *
 * @throws VedetteError `inventory-unreadable`, `inventory-invalid`
 */
export async function runSweep(
  settings: SweepRunSettings,
  signals: SweepSignals,
): Promise<SweepReport> {
  const inventory = await findInventory(settings.inventory ?? undefined, settings.cwd);
  const ssh = createSshTransport({ sshConfig: inventory.settings.sshConfig });
  const local = createLocalTransport();
  try {
    return await sweepWith({ ssh, local }, inventory, settings, signals);
  } finally {
    await ssh.close();
    await local.close();
  }
}

async function sweepWith(
  transports: { readonly ssh: Transport; readonly local: Transport },
  { hosts: targets, settings }: Inventory,
  { env, clock, random, who, version }: SweepRunSettings,
  { stop, abort }: SweepSignals,
): Promise<SweepReport> {
  const startedAt = new Date(clock.epochMs()).toISOString();
  const { armed } = settings;
  const folder = stateFolder(env);
  const review = createReviewer({
    store: openStateStore(folder),
    selected: ALL_CHECKS,
    catalog: { checks: ALL_CHECKS, evidence: EVIDENCE },
    fleet: targets.map(({ name }) => name),
  });
  // A desk counts the freezes of one run, so each run has its own.
  const desk = createContainmentDesk({
    ...{ stateFolder: folder, transports, clock, who, armed, settings, version, stop: abort },
  });
  const hosts = await sweepFleet<HostReport>({
    ...{ targets, settings, checks: ALL_CHECKS, transports, clock, random, stop, abort },
    evidenceCodes: new Set(Object.keys(EVIDENCE)),
    consume: async (sweep) => {
      const reviewed = await review(sweep);
      // Interrupted: nothing more is begun on a host; the next run sees to it.
      if (sweep.outcome.kind === 'not-started' || abort.aborted) return reviewed;
      const { target, host } = sweep;
      return desk.attend(reviewed, { target, bootId: host?.bootId ?? null });
    },
  });
  return { runId: randomUUID(), startedAt, armed, aborted: abort.aborted, hosts };
}
