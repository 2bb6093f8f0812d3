import type { CapturedEvent } from '../capture/captured-event.ts';
import { parseStat } from '../capture/proc/parse-stat.ts';
import { cgroupPath } from '../capture/proc/read-process.ts';
import { readProcFile, readProcLink } from '../capture/proc/read-proc-file.ts';
import { nsOfTicks } from '../capture/process-id.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { cgroupFacts } from './cgroup-facts.ts';
import { CONTAINER_ROOTS, readContainer } from './container-facts.ts';
import { type Workload, workloadOf } from './workload-of.ts';

/** More processes than a host has at one time; an entry takes some 300 bytes. */
const PROCESSES_MAX = 32_768;
const PLACES_MAX = 4096;
/** What an engine says of a container stays; that it says nothing yet may change soon. */
const PLACE_LIFE_MS = 10_000;
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
  /** The event itself stays as it is. */
  readonly enrich: (event: CapturedEvent) => EnrichedEvent;
}

interface Known {
  readonly exe?: string | undefined;
  readonly cgroup?: string | undefined;
}

/** What all processes of a control group have in common. */
interface Place {
  readonly container: string | undefined;
  readonly image: string | undefined;
  readonly unit: string | undefined;
  readonly workload: Workload;
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
  const parents = createBoundedCache<string | null>({
    entriesMax: PROCESSES_MAX,
    lifeMs: PARENT_LIFE_MS,
    clock,
  });
  const places = createBoundedCache<Place>({
    entriesMax: PLACES_MAX,
    lifeMs: PLACE_LIFE_MS,
    clock,
  });
  const nowhere = placeOf(undefined, given, containerRoots);

  const findPlace = (cgroup: string | undefined): Place => {
    if (cgroup === undefined) return nowhere;
    const cached = places.get(cgroup);
    if (cached !== undefined) return cached;
    const place = placeOf(cgroup, given, containerRoots);
    places.set(cgroup, place);
    return place;
  };
  /** Of this process, else what it was forked from, else what `/proc` still shows. */
  const knownOf = (event: CapturedEvent): Known => {
    const known = processes.get(event.id);
    if (known !== undefined) return known;
    const alive = readAlive(proc, event.pid, event.start);
    const forked = event.parentId === undefined ? undefined : processes.get(event.parentId);
    return { ...forked, ...alive };
  };
  const parentExeOf = (ppid: number, parentId: string | undefined): string | undefined => {
    if (parentId === undefined) return readExe(proc, ppid) ?? undefined;
    const cached = parents.get(parentId);
    if (cached !== undefined) return cached ?? undefined;
    const exe = readExe(proc, ppid);
    parents.set(parentId, exe);
    return exe ?? undefined;
  };

  return {
    enrich(event) {
      const isWhole = event.kind === 'exec' || event.kind === 'running';
      const known = isWhole && event.exe !== undefined ? event : merge(knownOf(event), event);
      if (event.kind === 'exit') processes.delete(event.id);
      else processes.set(event.id, knownFrom(known));

      const place = findPlace(known.cgroup);
      const enriched: EnrichedEvent = { ...event, workload: place.workload };
      if (known.exe !== undefined) enriched.exe = known.exe;
      if (known.cgroup !== undefined) enriched.cgroup = known.cgroup;
      if (place.container !== undefined) enriched.container = place.container;
      if (place.image !== undefined) enriched.image = place.image;
      if (place.unit !== undefined) enriched.unit = place.unit;
      const parentExe =
        event.parentExe ??
        (event.parentId === undefined ? undefined : processes.get(event.parentId)?.exe) ??
        (isWhole ? parentExeOf(event.ppid, event.parentId) : undefined);
      if (parentExe !== undefined) enriched.parentExe = parentExe;
      return enriched;
    },
  };
}

function merge(known: Known, event: Known): Known {
  return { ...known, ...knownFrom(event) };
}

/** What is remembered: not the whole event that it came with. */
function knownFrom({ exe, cgroup }: Known): Known {
  if (exe !== undefined && cgroup !== undefined) return { exe, cgroup };
  return {
    ...(exe === undefined ? {} : { exe }),
    ...(cgroup === undefined ? {} : { cgroup }),
  };
}

function placeOf(cgroup: string | undefined, given: string, roots: typeof CONTAINER_ROOTS): Place {
  const { container, unit } = cgroup === undefined ? {} : cgroupFacts(cgroup);
  const { image, composeService } = container === undefined ? {} : readContainer(container, roots);
  const workload = workloadOf(
    {
      ...(container === undefined ? {} : { container }),
      ...(image === undefined ? {} : { image }),
      ...(unit === undefined ? {} : { unit }),
      ...(composeService === undefined ? {} : { composeService }),
    },
    given,
  );
  return { container, image, unit, workload };
}

function readExe(proc: string, pid: number): string | null {
  return readProcLink(`${proc}/${pid}/exe`)?.toString('utf8') ?? null;
}

/** Only where it is still the same process: a number is given again. */
function readAlive(proc: string, pid: number, start: number | undefined): Known | undefined {
  const folder = `${proc}/${pid}`;
  const stat = parseStat(readProcFile(`${folder}/stat`, STAT_BYTES_MAX)?.toString('utf8') ?? '');
  if (stat === null || start === undefined) return undefined;
  if (Math.abs(nsOfTicks(stat.startTicks) - start) > NS_PER_TICK) return undefined;
  const exe = readExe(proc, pid);
  const cgroup = cgroupPath(
    readProcFile(`${folder}/cgroup`, CGROUP_BYTES_MAX)?.toString('utf8') ?? undefined,
  );
  return {
    ...(exe === null ? {} : { exe }),
    ...(cgroup === null ? {} : { cgroup }),
  };
}
