import { escapeText } from '@vedette/core';
import {
  type Log,
  type RunningServer,
  serverFolder,
  type ServerSettings,
  startServer,
} from '@vedette/server';

import { embeddingsOf } from '../embeddings.ts';
import { listenForInterruption } from '../interruption.ts';
import type { CommonOptions } from '../program/options.ts';
import type { SignInOptions } from '../program/sign-in-options.ts';
import { keepSensor } from '../keep-sensor.ts';
import { pagesFolder } from '../pages-folder.ts';
import { type Companion, runUntilStopped } from '../run-until-stopped.ts';
import { type SensorChild, startSensorChild } from '../sensor-child.ts';
import { personLog } from '../server-log.ts';
import { signInsOf } from '../sign-in-settings.ts';
import { showServerProgress } from '../server-progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { VERSION } from '../version.ts';
import { webhooksOf } from '../webhooks.ts';

/** The options of `vedette up`. */
export interface UpOptions extends CommonOptions, SignInOptions {
  readonly port: number;
  /** Milliseconds. */
  readonly every: number;
  readonly workload?: string;
  /** False for `--no-sensor`. */
  readonly sensor: boolean;
  /** False for `--no-sweep`. */
  readonly sweep: boolean;
}

const DEFAULTS = { name: 'main', retentionDays: 7 };
const LOOPBACK = '127.0.0.1';
const MS_PER_MINUTE = 60_000;
/** A sweep that looks while the sensor is loading its programs knows only some of them for ours. */
const SENSOR_START_MS = 5_000;

/** `vedette up`: everything on this machine, until Ctrl-C. */
export async function up(here: Surroundings, options: UpOptions): Promise<number> {
  const interruption = listenForInterruption(here);
  const progress = showServerProgress(here);
  try {
    progress.say('starting the stores …');
    const pages = await pagesFolder(progress.say);
    const log = personLog(here, progress.say);
    const server = await startServer(settingsOf(here, options, { log, pages }));
    const companions: Companion[] = [];
    try {
      introduce(here, server, { options, say: progress.say });
      if (options.sensor && !interruption.stop.aborted) {
        companions.push(beginSensor(here, server, { options, say: progress.say }));
      }
      progress.watch(server);
    } catch (error) {
      await server.close();
      throw error;
    }
    return await runUntilStopped(server, interruption, companions);
  } finally {
    progress.close();
    interruption.close();
  }
}

function settingsOf(
  here: Surroundings,
  options: UpOptions,
  { log, pages }: { readonly log: Log; readonly pages: string | null },
): ServerSettings {
  const { env, cwd, clock, random, user } = here;
  const fleet = { inventory: options.inventory ?? null, cwd, env };
  return {
    ...{ stateFolder: serverFolder(env), listen: LOOPBACK, port: options.port },
    ...{ publicNames: [], events: { engine: 'chdb' }, baselines: null, ...DEFAULTS },
    ...{ webhooks: webhooksOf(here), pages, signIns: signInsOf(here, options) },
    embeddings: embeddingsOf(here),
    sweeps: options.sweep
      ? { everyMs: options.every, firstAfterMs: options.sensor ? SENSOR_START_MS : 0, ...fleet }
      : null,
    containment: fleet,
    ...{ owner: user, version: VERSION, log, nowMs: clock.epochMs, random },
  };
}

interface Told {
  readonly options: UpOptions;
  readonly say: (line: string) => void;
}

function introduce({ env }: Surroundings, server: RunningServer, { options, say }: Told): void {
  const minutes = Math.round(options.every / MS_PER_MINUTE);
  const swept =
    options.inventory === undefined ? './inventory.toml, else of this host' : options.inventory;
  say(`the server listens on ${server.url}, for this machine only`);
  say(`everything is kept in ${escapeText(serverFolder(env))}`);
  if (options.sweep) say(`sweeps of ${escapeText(swept)}, every ${minutes} minutes`);
  say(`log in, once and within ten minutes: ${server.loginLink()} · later: vedette login`);
  say('what is wrong: vedette findings · what happens: vedette events --follow · stop: Ctrl-C');
}

/** Without the right to see executions the rest is of use all the same. */
function beginSensor(
  { env }: Surroundings,
  server: RunningServer,
  { options, say }: Told,
): Companion {
  const token = server.grant('ingest', 'the sensor of vedette up');
  const start = (): SensorChild =>
    startSensorChild({
      ...{ endpoint: server.url, token, env, workload: options.workload },
      say: (line) => say(`sensor: ${line}`),
    });
  return keepSensor(start, say);
}
