import { existsSync } from 'node:fs';
import { hostname } from 'node:os';

import { safeJson, VedetteError } from '@vedette/core';
import { findInventory } from '@vedette/sweep';

import { DRILL_WORKLOAD, makeDrillCgroup } from '../drill/drill-cgroup.ts';
import { type DrillResult, exitCodeOf } from '../drill/drill-result.ts';
import type { DrillScene } from '../drill/drill-scene.ts';
import { DRILL_STEPS, type DrillStep } from '../drill/drill-steps.ts';
import {
  findingUrl,
  practiceText,
  resultText,
  stepText,
  summaryText,
} from '../drill/drill-text.ts';
import { startKeeper } from '../drill/keeper.ts';
import { pause } from '../drill/poll.ts';
import { refuseElsewhere } from '../drill/refuse-elsewhere.ts';
import { type DrillRun, runDrill } from '../drill/run-drill.ts';
import { makeScratch } from '../drill/scratch.ts';
import { type Interruption, listenForInterruption } from '../interruption.ts';
import { layoutFor } from '../layout.ts';
import type { CommonOptions } from '../program/options.ts';
import { askedServer, type ServerOptions } from '../server-client.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';

/** The options of `vedette drill`. */
export interface DrillOptions extends CommonOptions, ServerOptions {
  readonly list?: boolean;
  readonly only?: readonly string[];
  readonly keep?: boolean;
}

const JSON_INDENT = 2;
const INTERRUPTED = 130;
/** The sweep comes within a minute; a little longer than that. */
const HOT_SECONDS_MAX = 90;
const KEEP_MINUTES = 10;
const SECONDS_PER_MINUTE = 60;
const MS_PER_SECOND = 1_000;
const LOOK_MS = 250;

/** `vedette drill`: harmless attacks on this host, each of which has to be found within a minute. */
export async function drill(here: Surroundings, options: DrillOptions): Promise<number> {
  const steps = stepsOf(options);
  if (options.list === true) {
    list(here, steps, options);
    return EXIT_CODES.ok;
  }
  const server = await askedServer(here, options);
  const host = hostname();
  await refuseElsewhere(server, host);
  const interruption = listenForInterruption(here);
  interruption.abort.addEventListener('abort', () => process.exit(INTERRUPTED));
  const folder = await makeScratch();
  const cgroup = await makeDrillCgroup();
  const keeper = startKeeper({ folder, cgroup: cgroup.folder });
  const says = options.json === true ? here.stderr : here.stdout;
  const hotSecondsMax = options.keep === true ? KEEP_MINUTES * SECONDS_PER_MINUTE : HOT_SECONDS_MAX;
  const scene: DrillScene = {
    ...{ server, clock: here.clock, host, mark: here.clock.epochMs(), folder, cgroup, keeper },
    ...{ stop: interruption.stop, hotSecondsMax, keepsHot: options.keep === true },
    say: (line) => says.write(`  · ${line}\n`),
  };
  try {
    says.write(
      `vedette drill on ${host}, asking ${server.url}; all of it is harmless and stays on this machine\n`,
    );
    const run = await runSteps(here, scene, { steps, options });
    if (interruption.stop.aborted) return INTERRUPTED;
    finish(here, scene, { run, options });
    if (options.keep === true) await practise(here, run, { interruption, options });
    return exitCodeOf(run.results);
  } finally {
    await keeper.close();
    const left = [folder, cgroup.folder].filter((path) => path !== null && existsSync(path));
    for (const path of left) here.stderr.write(`vedette: not taken away: ${path}\n`);
    interruption.close();
  }
}

function stepsOf({ only, keep }: DrillOptions): readonly DrillStep[] {
  const unknown = (only ?? []).find((name) => !DRILL_STEPS.some(({ id }) => id === name));
  if (unknown !== undefined) {
    const known = DRILL_STEPS.map(({ id }) => id).join(', ');
    throw new VedetteError('usage', { problem: `no step named ${unknown}; there are ${known}` });
  }
  const steps = DRILL_STEPS.filter(({ id }) => only === undefined || only.includes(id));
  if (keep === true && !steps.some(({ id }) => id === 'hot')) {
    throw new VedetteError('usage', { problem: '--keep keeps the process of the step hot' });
  }
  return steps;
}

function list(here: Surroundings, steps: readonly DrillStep[], options: DrillOptions): void {
  const layout = layoutFor(here, options);
  const text =
    options.json === true
      ? safeJson(steps, JSON_INDENT)
      : steps.map((step) => stepText(step, layout)).join('\n');
  here.stdout.write(`${text}\n`);
}

async function runSteps(
  here: Surroundings,
  scene: DrillScene,
  { steps, options }: { readonly steps: readonly DrillStep[]; readonly options: DrillOptions },
): Promise<DrillRun> {
  const layout = layoutFor(here, options);
  const says = options.json === true ? here.stderr : here.stdout;
  return runDrill(scene, steps, {
    begun: (step) => says.write(`\n${stepText(step, layout)}\n`),
    ended: (result) => says.write(`${resultText(result, { url: scene.server.url, layout })}\n`),
  });
}

function finish(
  here: Surroundings,
  { server, host, folder }: DrillScene,
  { run, options }: { readonly run: DrillRun; readonly options: DrillOptions },
): void {
  const { results } = run;
  const workload = results.some(isFoundInWeb) ? DRILL_WORKLOAD : null;
  if (options.json !== true) {
    here.stdout.write(`\n${summaryText(results, workload)}\n`);
    return;
  }
  const told = results.map((result) => ({
    ...result,
    url: result.finding === null ? null : findingUrl(server.url, result.finding),
  }));
  const json = { host, server: server.url, workload, folder, steps: told };
  here.stdout.write(`${safeJson(json, JSON_INDENT)}\n`);
}

function isFoundInWeb({ id, status }: DrillResult): boolean {
  return id !== 'hot' && status === 'found';
}

/** Keeps the hot process until Ctrl-C, or until it is gone. */
async function practise(
  here: Surroundings,
  { results, hot }: DrillRun,
  {
    interruption: { stop },
    options,
  }: { readonly interruption: Interruption; readonly options: DrillOptions },
): Promise<void> {
  const result = results.find(({ id }) => id === 'hot');
  if (hot === null || result === undefined || result.pid === null) return;
  const { hosts } = await findInventory(options.inventory, here.cwd);
  const listed = hosts.length > 1;
  here.stderr.write(`\n${practiceText(result, { minutes: KEEP_MINUTES, listed })}\n`);
  const endMs = here.clock.monotonicMs() + KEEP_MINUTES * SECONDS_PER_MINUTE * MS_PER_SECOND;
  while (hot.isRunning() && !stop.aborted && here.clock.monotonicMs() < endMs) {
    await pause(LOOK_MS, stop);
  }
}
