import { listFindings } from '../findings/findings-book.ts';
import { Checkpoints } from './checkpoints.ts';
import { type Clock, MACHINE_CLOCK } from './clock.ts';
import { engineStatus } from './engine-status.ts';
import type { Engine, EngineParts } from './engine.ts';
import { ENGINE_SETTINGS, type EngineSettings, foldSettings } from './engine-settings.ts';
import { FoldLoop } from './fold-loop.ts';
import type { Fold } from './fold.ts';
import { JournalFeed } from './journal-feed.ts';
import { Outputs } from './outputs.ts';
import { recoverFold } from './recover.ts';
import { eachShape, viewWorkload, viewWorkloads } from './views.ts';

/** What a stop waits for: a block of rows, the tables of a checkpoint. */
const GRACE_MS = 10_000;

/** The parts of an engine that runs. */
export interface RunningEngine {
  readonly fold: Fold;
  readonly feed: JournalFeed;
  readonly outputs: Outputs;
  readonly checkpoints: Checkpoints;
  readonly loop: FoldLoop;
}

/** An engine that is not started yet; see `Engine`. */
export function createEngine(parts: EngineParts): Engine {
  const clock = parts.clock ?? MACHINE_CLOCK;
  const settings = { ...ENGINE_SETTINGS, ...parts.settings };
  const started = Promise.withResolvers<RunningEngine>();
  // Whoever waits for it hears of it; nobody has to.
  started.promise.catch(() => undefined);
  let running: RunningEngine | undefined;
  let closed: Promise<void> | undefined;

  async function close(graceMs: number): Promise<void> {
    if (running === undefined) {
      started.reject(new Error('the engine was closed before it was started'));
      return;
    }
    await running.loop.close(AbortSignal.timeout(graceMs));
  }

  return {
    async start() {
      try {
        running = await run(parts, clock, settings);
        started.resolve(running);
      } catch (error) {
        started.reject(error);
        throw error;
      }
    },
    take: (entry) => running?.feed.take(entry),
    settled: async (position) => (await started.promise).loop.settled(position),
    async stored(position) {
      const isStored = await (await started.promise).outputs.rowsSettled(position);
      if (!isStored) throw new Error(`stopped before entry ${position} was stored`);
    },
    knowsBatch: (org, batchId) => running?.fold.batches.has(org, batchId) ?? false,
    findings: (org) => (running === undefined ? [] : listFindings(running.fold.findings, org)),
    workloads: (org) =>
      running === undefined ? [] : viewWorkloads(running.fold, org, clock.nowMs()),
    workload: (org, name) =>
      running === undefined
        ? undefined
        : viewWorkload(running.fold, { org, name, nowMs: clock.nowMs() }),
    thresholdBy: (org, workload, choice) =>
      running?.fold.orgs.get(org)?.thresholdBy(workload, choice),
    sweptHosts: (org) => running?.fold.sweptHosts.list(org) ?? [],
    shapes: (org) => (running === undefined ? [] : eachShape(running.fold, org)),
    status: () => engineStatus(parts.journal.end, running),
    async check() {
      const { failure } = (await started.promise).loop;
      if (failure !== null) throw failure;
      const [problem] = Object.entries(engineStatus(parts.journal.end, running).problems);
      if (problem !== undefined) throw new Error(`${problem[0]}: ${problem[1]}`);
    },
    close: ({ graceMs = GRACE_MS } = {}) => (closed ??= close(graceMs)),
  };
}

/** Recovers the fold and begins to fold on. */
async function run(
  { journal, events, baselines, notify, stateFolder: folder }: EngineParts,
  clock: Clock,
  settings: EngineSettings,
): Promise<RunningEngine> {
  const opened = Promise.withResolvers<Outputs>();
  const out = async (position: number): Promise<Outputs> => {
    const stored = await events.storedAfter(position);
    const outputs = new Outputs({ events, notify, clock, settings }, { position, stored });
    opened.resolve(outputs);
    return outputs;
  };
  const span = { first: journal.first, end: journal.end };
  const recovery = { folder, journal: span, baselines, settings: foldSettings(settings), out };
  const { fold, versions, named } = await recoverFold(recovery);
  const outputs = await opened.promise;
  const { position } = fold;
  const settled = (to: number): Promise<boolean> => outputs.settled(to);
  const checkpoints = new Checkpoints(
    { folder, journal, baselines, clock, settled },
    { position, versions, named },
  );
  const feed = new JournalFeed(journal, position);
  const loop = new FoldLoop({ fold, feed, outputs, checkpoints, clock, settings });
  return { fold, feed, outputs, checkpoints, loop };
}
