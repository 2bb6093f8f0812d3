import type { RunningEngine } from './create-engine.ts';
import type { EngineStatus } from './engine.ts';

const MS_PER_SECOND = 1_000;

const NOT_STARTED: Omit<EngineStatus, 'lagEntries'> = {
  position: 0,
  stored: 0,
  checkpoint: 0,
  lagSeconds: 0,
  workloads: 0,
  openFindings: 0,
  problems: {},
  counters: {},
};

/** How an engine is, given the end of its journal. */
export function engineStatus(end: number, running: RunningEngine | undefined): EngineStatus {
  if (running === undefined) return { ...NOT_STARTED, lagEntries: end };
  const { fold, outputs, checkpoints, loop } = running;
  const { position } = fold;
  const { problem, cleaningProblem, tableWrites, fragments } = checkpoints.status;
  const { failure } = loop;
  let [workloads, refusedEvents, evictedShapes, openFindings] = [0, 0, 0, 0];
  for (const { scorer } of fold.orgs.values()) {
    refusedEvents += scorer.refused;
    for (const { baseline } of scorer.workloads()) {
      workloads += 1;
      evictedShapes += baseline.evicted;
    }
  }
  let [refusedFindings, evictedFindings, unknownFindings] = [0, 0, 0];
  for (const { findings, refused, evicted, unknown } of fold.findings.orgs.values()) {
    refusedFindings += refused;
    evictedFindings += evicted;
    unknownFindings += unknown;
    for (const { finding } of findings.values())
      if (finding.life.state === 'open') openFindings += 1;
  }
  return {
    ...{ position, workloads, openFindings },
    stored: outputs.storedRows,
    checkpoint: checkpoints.status.position,
    lagEntries: Math.max(0, end - position),
    lagSeconds: loop.lagMs / MS_PER_SECOND,
    problems: {
      ...outputs.problems,
      ...(problem !== null && { checkpoint: problem }),
      ...(failure !== null && { fold: failure.message }),
    },
    counters: {
      ...fold.counters,
      ...outputs.counters,
      ...{ refusedEvents, evictedShapes, tableWrites, fragments },
      ...{ refusedFindings, evictedFindings, unknownFindings },
      knownBatches: fold.batches.size,
      forgottenBatches: fold.batches.evicted,
      cleaningFailed: cleaningProblem === null ? 0 : 1,
    },
  };
}
