import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { escapeText, VedetteError } from '@vedette/core';
import {
  createSensor,
  type Destination,
  diagnoseSensor,
  type RunningSensor,
  SensorLimits,
  type SensorOptions,
  type SinkChoice,
} from '@vedette/sensor';

import { diagnosisText } from '../sensor-text.ts';
import { EXIT_CODES, type Surroundings } from '../surroundings.ts';
import { VERSION } from '../version.ts';

interface CaptureOptions {
  readonly capture: 'auto' | 'bpf' | 'netlink' | 'poll';
  readonly workload?: string;
  readonly state?: string;
}

interface EndpointOptions {
  readonly endpoint?: string;
  readonly tokenFile?: string;
  readonly encoding: Destination['encoding'];
}

/** The options of `vedette sensor run`. */
export interface RunOptions extends CaptureOptions, EndpointOptions {
  /** Percent of a core. */
  readonly cpu?: number;
  /** MiB. */
  readonly memory?: number;
  /** MiB. */
  readonly spool?: number;
  /** Milliseconds. */
  readonly batchAge?: number;
}

/** The options of `vedette sensor record`. */
export interface RecordOptions extends CaptureOptions {
  readonly output?: string;
  /** Milliseconds. */
  readonly for?: number;
  readonly count?: number;
}

/** The options of `vedette sensor doctor`. */
export interface DoctorOptions extends EndpointOptions {
  readonly workload?: string;
  readonly json?: boolean;
}

const JSON_INDENT = 2;
const MIB = 1024 * 1024;
const OWNER_ONLY = 0o600;
/** As much as a pipe takes at once, and no later than a reader would notice. */
const CHUNK_CHARS = 64 * 1024;
const CHUNK_MS = 50;
/** The longest delay that a timer takes. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** `vedette sensor run`: until SIGTERM or Ctrl-C. */
export async function runSensor(here: Surroundings, options: RunOptions): Promise<number> {
  const ship = destinationOf(here, options);
  if (ship === undefined) {
    throw new VedetteError('usage', { problem: 'no endpoint: name it with --endpoint URL' });
  }
  warnOfOpenToken(here, ship);
  const sensor = await createSensor({
    ...sensorOptions(here, options, { ship }),
    limits: limitsOf(options),
  });
  say(here, `sees executions by ${sensor.source}, sends to ${ship.endpoint}`);
  for (const { source, detail } of sensor.refused) say(here, `cannot use ${source}: ${detail}`);
  await untilStopped(here, sensor);
  return EXIT_CODES.ok;
}

/** `vedette sensor record`: until Ctrl-C, `--for` or `--count`. */
export async function recordExecutions(
  here: Surroundings,
  options: RecordOptions,
): Promise<number> {
  const output = openOutput(here, options.output);
  const stop = new AbortController();
  let events = 0;
  const record = (line: string): void => {
    if (options.count !== undefined && events >= options.count) return;
    events += 1;
    output.write(line);
    if (events === options.count) stop.abort();
  };
  try {
    const sensor = await createSensor(sensorOptions(here, options, { record }));
    await untilStopped(here, sensor, { stop: stop.signal, forMs: options.for });
    return tellLosses(here, sensor, events);
  } finally {
    output.close();
  }
}

/** `vedette sensor doctor`. */
export async function sensorDoctor(here: Surroundings, options: DoctorOptions): Promise<number> {
  const destination = destinationOf(here, options);
  const diagnosis = await diagnoseSensor({
    workload: options.workload ?? here.env['VEDETTE_WORKLOAD'] ?? hostname(),
    clock: here.clock.epochMs,
    ...(destination === undefined ? {} : { destination }),
  });
  here.stdout.write(
    options.json === true
      ? `${JSON.stringify(diagnosis, undefined, JSON_INDENT)}\n`
      : `${diagnosisText(diagnosis)}\n`,
  );
  const works = diagnosis.uses !== null && diagnosis.endpoint?.reachable !== false;
  return works ? EXIT_CODES.ok : EXIT_CODES.incomplete;
}

function sensorOptions(
  here: Surroundings,
  options: CaptureOptions,
  sink: SinkChoice,
): SensorOptions {
  const workload = options.workload ?? here.env['VEDETTE_WORKLOAD'];
  const hostId = readText('/etc/machine-id');
  return {
    ...{ host: hostname(), version: VERSION, sink, capture: options.capture },
    ...{ clock: here.clock.epochMs, random: here.random },
    stateFolder: options.state ?? sensorStateFolder(here.env),
    notice: (text) => say(here, text),
    ...(workload === undefined ? {} : { workload }),
    ...(hostId === undefined ? {} : { hostId }),
  };
}

/** systemd's `StateDirectory=`, else the XDG state folder. */
function sensorStateFolder(env: Surroundings['env']): string {
  const given = env['STATE_DIRECTORY'];
  if (given !== undefined && isAbsolute(given)) return given;
  const xdg = env['XDG_STATE_HOME'];
  const base =
    xdg !== undefined && isAbsolute(xdg) ? xdg : join(env['HOME'] ?? homedir(), '.local/state');
  return join(base, 'vedette', 'sensor');
}

function destinationOf(here: Surroundings, options: EndpointOptions): Destination | undefined {
  const endpoint = options.endpoint ?? here.env['VEDETTE_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return undefined;
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new VedetteError('usage', {
      problem: `the endpoint is no http or https URL: ${endpoint}`,
    });
  }
  // It would be sent to nobody, and shown in every list of processes.
  if (url.username !== '' || url.password !== '') {
    throw new VedetteError('usage', { problem: 'the endpoint has a password in it: use a token' });
  }
  const token = tokenOf(here, options.tokenFile);
  return { endpoint, encoding: options.encoding, ...(token === undefined ? {} : { token }) };
}

function tokenOf(here: Surroundings, file: string | undefined): string | undefined {
  const text = file === undefined ? here.env['VEDETTE_TOKEN'] : readText(file);
  if (file !== undefined && text === undefined) {
    throw new VedetteError('usage', { problem: `cannot read a token from ${file}` });
  }
  if (text === undefined || text === '') return undefined;
  if (/^[\u0021-\u007e]+$/.test(text)) return text;
  throw new VedetteError('usage', { problem: 'the token has characters that no header can hold' });
}

function warnOfOpenToken(here: Surroundings, { endpoint, token }: Destination): void {
  const { protocol, hostname: name } = new URL(endpoint);
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(name);
  if (protocol === 'http:' && !local && token !== undefined) {
    say(here, 'the token and the events are sent without encryption: use https');
  }
}

function limitsOf({ cpu, memory, spool, batchAge }: RunOptions): SensorLimits {
  const limits = SensorLimits.safeParse({
    ...(cpu === undefined ? {} : { cpuPercent: cpu }),
    ...(memory === undefined ? {} : { memoryBytes: memory * MIB }),
    ...(spool === undefined ? {} : { spoolBytes: spool * MIB }),
    ...(batchAge === undefined ? {} : { batchAgeMs: batchAge }),
  });
  if (limits.success) return limits.data;
  const [issue] = limits.error.issues;
  throw new VedetteError('usage', { problem: `${issue?.path.join('.')}: ${issue?.message}` });
}

/** Waits for a signal, for `stop`, for the time to pass, or for the sensor to fail. */
async function untilStopped(
  here: Surroundings,
  sensor: RunningSensor,
  { stop, forMs }: { readonly stop?: AbortSignal; readonly forMs?: number | undefined } = {},
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ignore = here.onInterrupt(resolve);
  const timer =
    forMs === undefined ? undefined : setTimeout(resolve, Math.min(forMs, TIMER_MAX_MS));
  stop?.addEventListener('abort', () => resolve());
  if (stop?.aborted === true) resolve();
  try {
    await Promise.race([promise, sensor.finished]);
  } finally {
    clearTimeout(timer);
    try {
      await sensor.close();
    } finally {
      ignore();
    }
  }
}

function tellLosses(here: Surroundings, { ledger }: RunningSensor, events: number): number {
  const { missed, dropped, truncated, faulted, pollingGaps } = ledger.peek();
  const lost = [...Object.entries(missed), ...Object.entries(dropped)].filter(([, n]) => n > 0);
  const parts = [
    `${events} events`,
    ...lost.map(([reason, count]) => `${count} lost (${reason})`),
    ...(truncated > 0 ? [`${truncated} with cut arguments`] : []),
    ...(faulted > 0 ? [`${faulted} that could not be read whole`] : []),
    ...(pollingGaps > 0 ? [`${pollingGaps} intervals with possible gaps`] : []),
  ];
  say(here, parts.join(', '));
  return lost.length > 0 || pollingGaps > 0 ? EXIT_CODES.incomplete : EXIT_CODES.ok;
}

interface RecordOutput {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/** A new file: nothing that is there is written over, and a link is not followed. */
function openOutput(here: Surroundings, file: string | undefined): RecordOutput {
  if (file === undefined) return inChunks({ write: here.stdout.write, close: () => undefined });
  try {
    const descriptor = openSync(file, 'wx', OWNER_ONLY);
    return inChunks({
      write: (lines) => writeFileSync(descriptor, lines),
      close: () => closeSync(descriptor),
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new VedetteError('usage', { problem: `cannot write to ${file}: ${cause}` });
  }
}

/** A write for each line would cost a tenth of what the event costs. */
function inChunks(output: RecordOutput): RecordOutput {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = '';
    if (lines !== '') output.write(lines);
  };
  return {
    write(line) {
      waiting += line;
      if (waiting.length >= CHUNK_CHARS) flush();
      else timer ??= setTimeout(flush, CHUNK_MS);
    },
    close() {
      flush();
      output.close();
    },
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function say(here: Surroundings, text: string): void {
  here.stderr.write(`vedette: ${escapeText(text)}\n`);
}
