import { accessSync, constants, readFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import { gzipSync } from 'node:zlib';

import { encodeLogsRequest, type EventSource } from '@vedette/core';

import type { Refusal } from './capture/capture.ts';
import type { CapturedEvent } from './capture/captured-event.ts';
import { LADDER, openRung } from './capture/open-capture.ts';
import { createEnricher } from './enrich/enrich-event.ts';
import type { Workload } from './enrich/workload-of.ts';
import { postBatch } from './export/post-batch.ts';
import { type Destination, logsUrl } from './export/shipper.ts';

/** Whether a rung works here; if not, why; if so, what it cannot see. */
export type RungReport =
  | { readonly source: EventSource; readonly works: true; readonly limits: readonly string[] }
  | {
      readonly source: EventSource;
      readonly works: false;
      readonly code: Refusal['code'];
      readonly reason: string;
    };

/** What `vedette sensor doctor` finds. */
export interface SensorDiagnosis {
  readonly kernel: string;
  readonly arch: string;
  readonly uid: number;
  /** The kernel describes its own types, without which no BPF object fits it. */
  readonly btf: boolean;
  /** Effective capabilities that matter here, by their kernel names. */
  readonly capabilities: Readonly<Record<string, boolean>>;
  /** What a sensor would use; null where nothing works. */
  readonly uses: EventSource | null;
  readonly rungs: readonly RungReport[];
  /** The rule applied to what runs now: most processes first. */
  readonly workloads: readonly (Workload & { readonly processes: number })[];
  /** Absent where no endpoint was given. */
  readonly endpoint?: {
    readonly url: string;
    readonly reachable: boolean;
    readonly answer: string;
  };
}

/** What to look at. */
export interface DiagnosisOptions {
  readonly workload: string;
  readonly destination?: Destination;
  readonly clock: () => number;
  readonly timeoutMs?: number;
}

const BTF = '/sys/kernel/btf/vmlinux';
/** Bits of `CapEff`, from linux/capability.h. */
const CAPABILITIES = {
  NET_ADMIN: 12,
  SYS_PTRACE: 19,
  SYS_ADMIN: 21,
  PERFMON: 38,
  BPF: 39,
} as const;
const TIMEOUT_MS = 10_000;

/** Opens every rung and closes it again, applies the workload rule, asks the receiver. */
export async function diagnoseSensor(options: DiagnosisOptions): Promise<SensorDiagnosis> {
  const rungs: RungReport[] = [];
  for (const source of LADDER) rungs.push(await tryRung(source, options.clock));
  const endpoint = await askEndpoint(options);
  return {
    kernel: release(),
    arch: arch(),
    uid: process.getuid?.() ?? -1,
    btf: isReadable(BTF),
    capabilities: effectiveCapabilities(),
    uses: rungs.find(({ works }) => works)?.source ?? null,
    rungs,
    workloads: await applyWorkloadRule(options),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

async function tryRung(source: EventSource, clock: () => number): Promise<RungReport> {
  const opened = await openRung(source, { clock });
  if ('refused' in opened) {
    const { code, detail } = opened.refused;
    return { source, works: false, code, reason: detail };
  }
  const { limits } = opened.capture;
  await opened.capture.close();
  return { source, works: true, limits };
}

async function applyWorkloadRule({
  workload,
  clock,
}: DiagnosisOptions): Promise<(Workload & { processes: number })[]> {
  const opened = await openRung('poll', { clock, ownPids: [] });
  if ('refused' in opened) return [];
  const running: CapturedEvent[] = [];
  await opened.capture.start((event) => {
    if (event.kind === 'running') running.push(event);
  });
  await opened.capture.close();
  const enricher = createEnricher({ given: workload, clock });
  const found = new Map<string, Workload & { processes: number }>();
  for (const event of running) {
    const { workload: named } = enricher.enrich(event);
    const key = `${named.rule}\0${named.name}`;
    const same = found.get(key) ?? { ...named, processes: 0 };
    same.processes += 1;
    found.set(key, same);
  }
  return [...found.values()].toSorted((a, b) => b.processes - a.processes);
}

/** An empty request is a valid one, which every receiver takes and none keeps. */
async function askEndpoint({
  destination,
  clock,
  timeoutMs = TIMEOUT_MS,
}: DiagnosisOptions): Promise<SensorDiagnosis['endpoint']> {
  if (destination === undefined) return undefined;
  const url = logsUrl(destination.endpoint);
  const json = destination.encoding === 'json';
  const outcome = await postBatch({
    ...{ url, timeoutMs, encoding: destination.encoding, batchId: 'doctor', nowMs: clock },
    body: gzipSync(json ? '{}' : encodeLogsRequest({ resourceLogs: [] })),
    signal: new AbortController().signal,
    ...(destination.token === undefined ? {} : { token: destination.token }),
  });
  if (outcome.kind === 'taken') return { url, reachable: true, answer: 'takes OTLP logs' };
  return { url, reachable: false, answer: outcome.why };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function effectiveCapabilities(): Record<string, boolean> {
  const bits = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const held = BigInt(`0x${bits ?? '0'}`);
  return Object.fromEntries(
    Object.entries(CAPABILITIES).map(([name, bit]) => [name, ((held >> BigInt(bit)) & 1n) === 1n]),
  );
}
