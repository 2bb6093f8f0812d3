import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import {
  ALL_CHECKS,
  type Check,
  createContainmentDesk,
  createLocalTransport,
  createReviewer,
  createSshTransport,
  EVIDENCE,
  exitCodeOf,
  findInventory,
  type HostReport,
  type HostTarget,
  type Inventory,
  openStateStore,
  selectChecks,
  stateFolder,
  sweepFleet,
  type SweepReport,
  type Transport,
} from '@vedette/sweep';

import { chooseHosts } from '../choose-hosts.ts';
import { type Interruption, listenForInterruption } from '../interruption.ts';
import type { CommonOptions } from '../program/options.ts';
import { type Progress, showProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { createSweepOutput, type SweepOutput } from '../sweep-output.ts';
import { VERSION } from '../version.ts';

/** The options of `vedette sweep`. */
export interface SweepOptions extends CommonOptions {
  readonly host?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly ndjson?: boolean;
  /** Milliseconds. */
  readonly every?: number;
  readonly armed?: boolean;
  readonly verbose?: boolean;
}

/** `vedette sweep`: sweeps once, or again and again until Ctrl-C; returns the exit code. */
export async function sweep(here: Surroundings, options: SweepOptions): Promise<number> {
  const progress = showProgress(here.stderr);
  progress.plan(0);
  const interruption = listenForInterruption(here);
  const transports: Partial<Record<'ssh' | 'local', Transport>> = {};
  try {
    const inventory = await findInventory(options.inventory, here.cwd);
    const targets = chooseHosts(inventory.hosts, options.host);
    const checks = selectChecks(ALL_CHECKS, { only: options.only ?? [], skip: options.skip ?? [] });
    const armed = options.armed ?? inventory.settings.armed;
    transports.ssh = createSshTransport({ sshConfig: inventory.settings.sshConfig });
    transports.local = createLocalTransport();
    const output = createSweepOutput(here, { ...options, armed });
    const round: Round = {
      here,
      armed,
      inventory,
      targets,
      checks,
      transports: { ssh: transports.ssh, local: transports.local },
      interruption,
      progress,
      output,
    };
    return await sweepRounds(round, options.every);
  } finally {
    progress.clear();
    interruption.close();
    await transports.ssh?.close();
    await transports.local?.close();
  }
}

interface Round {
  readonly here: Surroundings;
  /** Whether slam-dunks are contained. */
  readonly armed: boolean;
  readonly inventory: Inventory;
  readonly targets: readonly HostTarget[];
  readonly checks: readonly Check[];
  readonly transports: { readonly ssh: Transport; readonly local: Transport };
  readonly interruption: Interruption;
  readonly progress: Progress;
  readonly output: SweepOutput;
}

/** ±10 %, so that many controllers, or many hosts behind one, do not fall into step. */
const EVERY_JITTER = 0.1;

async function sweepRounds(round: Round, everyMs: number | undefined): Promise<number> {
  const { here, interruption } = round;
  let exitCode = 0;
  for (let rounds = 0; ; rounds += 1) {
    const startMs = here.clock.monotonicMs();
    const report = await sweepOnce(round);
    const { aborted } = report;
    const cutShort = interruption.stop.aborted;
    const own = exitCodeOf(report.hosts, { planned: round.targets.length, aborted });
    // The exit code is that of the last round that was not cut short, or of the only one.
    if (aborted || !cutShort || rounds === 0) exitCode = own;
    if (everyMs === undefined || cutShort) return exitCode;
    const pauseMs = everyMs * (1 + EVERY_JITTER * (2 * here.random() - 1));
    const elapsedMs = here.clock.monotonicMs() - startMs;
    await pause(Math.max(0, pauseMs - elapsedMs), interruption.stop);
    if (interruption.stop.aborted) return exitCode;
  }
}

async function sweepOnce(round: Round): Promise<SweepReport> {
  const { here, armed, inventory, targets, checks, transports, interruption, progress, output } =
    round;
  const startedAt = new Date(here.clock.epochMs()).toISOString();
  const review = createReviewer({
    store: openStateStore(stateFolder(here.env)),
    selected: checks,
    catalog: { checks: ALL_CHECKS, evidence: EVIDENCE },
    fleet: inventory.hosts.map(({ name }) => name),
  });
  // A desk counts the freezes of one run, so each round has its own.
  const desk = createContainmentDesk({
    stateFolder: stateFolder(here.env),
    transports,
    clock: here.clock,
    who: here.user,
    armed,
    settings: inventory.settings,
    stop: interruption.abort,
    version: VERSION,
  });
  progress.clear();
  output.begin({ hosts: targets.length, armed });
  progress.plan(targets.length);
  const hosts = await sweepFleet<HostReport>({
    targets,
    settings: inventory.settings,
    checks,
    evidenceCodes: new Set(Object.keys(EVIDENCE)),
    transports,
    clock: here.clock,
    random: here.random,
    stop: interruption.stop,
    abort: interruption.abort,
    onEvent: (event) => {
      if (event.kind === 'host-started') progress.started(event.target.name);
    },
    consume: async (sweep) => {
      const reviewed = await review(sweep);
      // Interrupted: nothing more is begun on a host; the next run sees to it.
      const attended = sweep.outcome.kind !== 'not-started' && !interruption.abort.aborted;
      const { target } = sweep;
      const report = attended
        ? await desk.attend(reviewed, { target, bootId: sweep.host?.bootId ?? null })
        : reviewed;
      progress.clear();
      output.host(report);
      progress.ended(sweep.target.name);
      return report;
    },
  });
  progress.clear();
  const { aborted } = interruption.abort;
  const report = { runId: randomUUID(), startedAt, armed, aborted, hosts };
  output.end(report);
  return report;
}

/** Waits, or less if the signal comes; a wait that is cut short is no failure. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
