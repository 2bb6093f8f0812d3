import type { CapturedEvent, HostBytes } from '../capture/captured-event.ts';
import { parseStat } from '../capture/proc/parse-stat.ts';
import { cgroupPath } from '../capture/proc/read-process.ts';
import { readProcFile, readProcLink } from '../capture/proc/read-proc-file.ts';
import { nsOfTicks } from '../capture/process-id.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { cgroupFacts } from './cgroup-facts.ts';
import { CONTAINER_ROOTS, type ContainerFacts, readContainer } from './container-facts.ts';
import { type Workload, workloadOf } from './workload-of.ts';

/** More processes than a host has at one time; an entry takes some 300 bytes. */
const PROCESSES_MAX = 32_768;
const CONTAINERS_MAX = 1024;
const CGROUPS_MAX = 4096;
/** What an engine says of a container stays; that it says nothing yet may change soon. */
const CONTAINER_LIFE_MS = 10_000;
/** A parent that runs something else says so itself; what a rung misses is soon asked again. */
const PARENT_LIFE_MS = 10_000;
const FOREVER_MS = Number.POSITIVE_INFINITY;
const CGROUP_BYTES_MAX = 16_384;
const STAT_BYTES_MAX = 4096;
const NS_PER_TICK = 10_000_000;

/** An event with what the rest of the host says about it. */
export interface EnrichedEvent extends CapturedEvent {
  container?: string;
  image?: string;
  unit?: string;
  workload: Workload;
}

/** Remembers what runs, to tell it again where a later event of the same process cannot. */
export interface Enricher {
  readonly enrich: (event: CapturedEvent) => EnrichedEvent;
}

interface Known {
  readonly exe?: HostBytes;
  readonly cgroup?: string;
}

export interface EnricherOptions {
  /** The workload of what has neither container nor unit. */
  readonly given: string;
  readonly clock: () => number;
  readonly proc?: string;
  readonly containerRoots?: typeof CONTAINER_ROOTS;
}

export function createEnricher(options: EnricherOptions): Enricher {
  const { given, clock, proc = '/proc', containerRoots = CONTAINER_ROOTS } = options;
  const processes = createBoundedCache<Known>({
    entriesMax: PROCESSES_MAX,
    lifeMs: FOREVER_MS,
    clock,
  });
  /** Executables of parents that were forked and ran nothing: looked for once, also in vain. */
  const parents = createBoundedCache<HostBytes | null>({
    entriesMax: PROCESSES_MAX,
    lifeMs: PARENT_LIFE_MS,
    clock,
  });
  const containers = createBoundedCache<ContainerFacts>({
    entriesMax: CONTAINERS_MAX,
    lifeMs: CONTAINER_LIFE_MS,
    clock,
  });
  const cgroups = createBoundedCache<ReturnType<typeof cgroupFacts>>({
    entriesMax: CGROUPS_MAX,
    lifeMs: FOREVER_MS,
    clock,
  });

  const containerOf = (id: string) => {
    const cached = containers.get(id);
    if (cached !== undefined) return cached;
    const facts = readContainer(id, containerRoots);
    containers.set(id, facts);
    return facts;
  };
  const cgroupOf = (path: string) => {
    const cached = cgroups.get(path);
    if (cached !== undefined) return cached;
    const facts = cgroupFacts(path);
    cgroups.set(path, facts);
    return facts;
  };
  /** Of this process, else what it was forked from, else what `/proc` still shows. */
  const knownOf = (event: CapturedEvent): Known => {
    const known = processes.get(event.id);
    if (known !== undefined) return known;
    const alive = readAlive(proc, event.pid, event.start);
    const forked = event.parentId === undefined ? undefined : processes.get(event.parentId);
    return { ...forked, ...alive };
  };

  const parentExeOf = (ppid: number, parentId: string | undefined): HostBytes | undefined => {
    if (parentId === undefined) return readProcLink(`${proc}/${ppid}/exe`) ?? undefined;
    const cached = parents.get(parentId);
    if (cached !== undefined) return cached ?? undefined;
    const exe = readProcLink(`${proc}/${ppid}/exe`);
    parents.set(parentId, exe);
    return exe ?? undefined;
  };

  return {
    enrich(event) {
      const isWhole = event.kind === 'exec' || event.kind === 'running';
      const before = isWhole && event.exe !== undefined ? {} : knownOf(event);
      const known: Known = {
        ...before,
        // A copy of its own: the event's bytes are a part of its whole record.
        ...(event.exe === undefined ? {} : { exe: Uint8Array.from(event.exe) }),
        ...(event.cgroup === undefined ? {} : { cgroup: event.cgroup }),
      };
      if (event.kind === 'exit') processes.delete(event.id);
      else processes.set(event.id, known);

      const parentExe =
        event.parentExe ??
        (event.parentId === undefined ? undefined : processes.get(event.parentId)?.exe) ??
        (isWhole ? parentExeOf(event.ppid, event.parentId) : undefined);
      const { container, unit } = known.cgroup === undefined ? {} : cgroupOf(known.cgroup);
      const { image, composeService } = container === undefined ? {} : containerOf(container);
      const facts = {
        ...(container === undefined ? {} : { container }),
        ...(image === undefined ? {} : { image }),
        ...(unit === undefined ? {} : { unit }),
      };
      return {
        ...event,
        ...known,
        ...facts,
        ...(parentExe === undefined ? {} : { parentExe }),
        workload: workloadOf(
          { ...facts, ...(composeService === undefined ? {} : { composeService }) },
          given,
        ),
      };
    },
  };
}

/** Only where it is still the same process: a number is given again. */
function readAlive(proc: string, pid: number, start: number | undefined): Known | undefined {
  const folder = `${proc}/${pid}`;
  const stat = parseStat(readProcFile(`${folder}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '');
  if (stat === null || start === undefined) return undefined;
  if (Math.abs(nsOfTicks(stat.startTicks) - start) > NS_PER_TICK) return undefined;
  const exe = readProcLink(`${folder}/exe`);
  const cgroup = cgroupPath(
    readProcFile(`${folder}/cgroup`, CGROUP_BYTES_MAX)?.toString('utf8') ?? undefined,
  );
  return {
    ...(exe === null ? {} : { exe }),
    ...(cgroup === null ? {} : { cgroup }),
  };
}
