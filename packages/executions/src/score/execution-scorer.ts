import type { ExecutionEvent } from '@vedette/core';

import type { Baseline } from '../baseline/baseline.ts';
import type { Hand } from '../baseline/revisions.ts';
import { dayOf, type Lesson } from '../baseline/observe-shape.ts';
import { hasLearnedEnough } from '../baseline/has-learned-enough.ts';
import type { ShapeRecord } from '../baseline/shape-record.ts';
import { askFleet, type FleetOpinion } from '../fleet/ask-fleet.ts';
import { askPrior, type Prior, type PriorOpinion } from '../prior/prior.ts';
import { shippedPrior } from '../prior/shipped-prior.ts';
import type { Shape } from '../shape/shape.ts';
import { ShapeCache } from '../shape/shape-cache.ts';
import { almostKnown } from './almost-known.ts';
import { explain } from './explain.ts';
import { calibrateByLeavingOut } from './leave-one-out.ts';
import { lessonFor, seeImage } from './lesson-for.ts';
import { nearestShape } from './nearest-shape.ts';
import { noveltyOf } from './novelty.ts';
import { type Scored, scoreShape } from './score-shape.ts';
import type { ExecutionVerdict } from './verdict.ts';
import { weigh } from './weigh.ts';
import { openWorkload, type Workload, workloadState, type WorkloadState } from './workload.ts';

/**
 * What reaches it is alerted about and held back from learning. The published thresholds are 0.6
 * for sensitive workloads and 0.85 for noisy ones; a new build script is below this, a debug shell
 * above.
 */
export const ALERT_SCORE = 0.8;
/** A host that invents workload names must not fill memory. */
const WORKLOADS_MAX = 1_000;

/** How a scorer is set up; each has a default. */
export interface ScorerSettings {
  /** Null for no prior at all. */
  readonly prior?: Prior | null;
  /** Alert threshold by workload; what reaches it is held back from learning. */
  readonly alertScore?: (workload: string) => number;
  /** Whether other workloads are heard as witnesses. */
  readonly fleet?: boolean;
  /** How many workloads are learned; events of others are scored and counted. */
  readonly workloadsMax?: number;
}

/** Such a score is shown as 0, whatever others would say. */
const NOTHING_NEW = 1e-7;

const NO_FLEET: FleetOpinion = { programs: 0, commands: 0 };
const NO_PRIOR: PriorOpinion = { logOdds: 0, strongest: null };
const NOT_NEW: Scored = {
  score: 0,
  weighed: { executable: 0, lineage: 0, arguments: 0, reach: 0, network: 0, gate: 0 },
  baseline: 0,
  prior: 0,
  fleet: 0,
  almost: 0,
};
const UNHEARD = { prior: NO_PRIOR, fleet: NO_FLEET, scored: NOT_NEW };

/**
 * Scores executions against what their workload has always done, and learns from them.
 *
 * @example
 * const scorer = new ExecutionScorer();
 * for (const event of history) scorer.learn(event);
 * scorer.endLearning();
 * const { score, reasons } = scorer.score(event);
 */
export class ExecutionScorer {
  readonly #workloads = new Map<string, Workload>();
  readonly prior: Prior | null;
  readonly #alertScore: (workload: string) => number;
  readonly #fleet: boolean;
  readonly #workloadsMax: number;
  readonly #shapes = new ShapeCache();
  #refused = 0;

  constructor(settings: ScorerSettings = {}, stored: readonly WorkloadState[] = []) {
    this.prior = settings.prior === undefined ? shippedPrior() : settings.prior;
    this.#alertScore = settings.alertScore ?? ((): number => ALERT_SCORE);
    this.#fleet = settings.fleet ?? true;
    this.#workloadsMax = settings.workloadsMax ?? WORKLOADS_MAX;
    for (const state of stored)
      this.#workloads.set(state.workload, openWorkload(state.workload, state));
  }

  /** Events of workloads beyond the bound, which were scored but not learned. */
  get refused(): number {
    return this.#refused;
  }

  /** What is to be said of an event; nothing is changed by asking. */
  score(event: ExecutionEvent): ExecutionVerdict {
    return this.#judge(
      this.#workloads.get(event.workload),
      event.workload,
      this.#shapes.shapeOf(event),
    );
  }

  /** Scores an event, then learns from it what its lesson allows. */
  observe(event: ExecutionEvent): ExecutionVerdict {
    const shape = this.#shapes.shapeOf(event);
    const workload = this.#open(event.workload);
    const verdict = this.#judge(workload, event.workload, shape);
    if (workload === undefined) return verdict;
    const { score } = verdict;
    const lesson = lessonFor(workload.baseline, { event, shape, lesson: verdict.lesson });
    workload.baseline.observe({ shape, host: event.host, timeMs: event.t, lesson });
    workload.calibration.observe(score, { day: dayOf(event.t), alerted: lesson === 'held' });
    if (hasLearnedEnough(workload.baseline)) this.#watch(workload, boundOf(workload));
    return { ...verdict, lesson };
  }

  /** Learns from an event of a past that is declared normal, without scoring it. */
  learn(event: ExecutionEvent): void {
    const baseline = this.#open(event.workload)?.baseline;
    if (baseline === undefined) return;
    seeImage(baseline, event, false);
    const lesson = 'learned';
    baseline.observe({
      shape: this.#shapes.shapeOf(event),
      host: event.host,
      timeMs: event.t,
      lesson,
    });
  }

  /** From now on trust is earned slowly; the past is scored once more to calibrate by. */
  endLearning(): void {
    for (const workload of this.#workloads.values()) this.#watch(workload, boundOf(workload));
  }

  /** Ends the learning of one workload because somebody says so; false if it had ended. */
  endLearningOf(name: string, hand: Hand): boolean {
    const workload = this.#workloads.get(name);
    return workload !== undefined && this.#watch(workload, hand);
  }

  workload(name: string): Workload | undefined {
    return this.#workloads.get(name);
  }

  /**
   * Every workload, in the order in which they were first seen: the first are asked as witnesses,
   * so whoever restores a scorer keeps it.
   */
  workloads(): IterableIterator<Workload> {
    return this.#workloads.values();
  }

  /** Forgets a workload; if it is seen again it is learned anew. */
  forget(name: string): boolean {
    return this.#workloads.delete(name);
  }

  /** Every workload as plain data, by name. */
  toState(): WorkloadState[] {
    const names = [...this.#workloads.keys()].toSorted();
    return names.flatMap((name) => {
      const workload = this.#workloads.get(name);
      return workload === undefined ? [] : [workloadState(workload)];
    });
  }

  #watch(workload: Workload, hand: Hand): boolean {
    const { baseline, name } = workload;
    if (baseline.state === 'watching') return false;
    const scoreOf = (without: Baseline, record: ShapeRecord): number =>
      this.#weigh(without, name, record).scored.score;
    workload.calibration = calibrateByLeavingOut(baseline.toState(), scoreOf);
    baseline.state = 'watching';
    baseline.note({ ...hand, what: 'learning-ended', shapes: baseline.size });
    return true;
  }

  #open(name: string): Workload | undefined {
    const known = this.#workloads.get(name);
    if (known !== undefined) return known;
    if (this.#workloads.size >= this.#workloadsMax) {
      this.#refused += 1;
      return undefined;
    }
    const opened = openWorkload(name);
    this.#workloads.set(name, opened);
    return opened;
  }

  #judge(known: Workload | undefined, name: string, shape: Shape): ExecutionVerdict {
    const workload = known ?? openWorkload(name);
    const { baseline, calibration } = workload;
    const { state } = baseline;
    const grounds = this.#weigh(baseline, name, shape);
    const { score, reasons } = explain({ shape, ...grounds });
    const nearest = nearestShape(baseline, shape);
    const p = Number(calibration.pValue(score).toPrecision(6));
    const lesson = this.#lesson(state, name, score);
    return { shape: shape.key, score, p, state, reasons, nearest, lesson };
  }

  #weigh(
    baseline: Baseline,
    name: string,
    shape: Shape,
  ): Omit<Parameters<typeof explain>[0], 'shape'> {
    const novelty = noveltyOf(baseline.items, shape);
    if (weigh(novelty).gate < NOTHING_NEW) return { novelty, ...UNHEARD };
    const { items } = baseline;
    const doubtOf = (word: string | null): number =>
      word === null ? items.programs.doubt(shape.name) : items.words.doubt(word);
    const prior = this.prior === null ? NO_PRIOR : askPrior(this.prior, shape, doubtOf);
    const isNew = novelty.shareForProgram > 0 || novelty.program > 0;
    const almost = isNew ? almostKnown(baseline.shapesOf(shape.name), shape) : 0;
    const fleet = this.#fleet ? askFleet(this.#others(name), shape) : NO_FLEET;
    return { novelty, prior, fleet, scored: scoreShape(novelty, prior, fleet, almost) };
  }

  *#others(name: string): Generator<Baseline> {
    for (const [other, { baseline }] of this.#workloads) if (other !== name) yield baseline;
  }

  #lesson(state: ExecutionVerdict['state'], workload: string, score: number): Lesson {
    if (state === 'learning') return 'learned';
    return score >= this.#alertScore(workload) ? 'held' : 'watched';
  }
}

/** Learning that ends by itself, at the last thing that was learned. */
function boundOf({ baseline }: Workload): Hand {
  return { by: 'bound', timeMs: baseline.seen?.lastMs ?? 0 };
}
