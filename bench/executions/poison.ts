import type { ExecutionEvent } from '@vedette/core';
import { ExecutionScorer, expireBefore, type Prior } from '@vedette/executions';

import type { AttackExample } from '../../scripts/train-prior/attack-examples.ts';
import { type BenchResult, figure } from '../benchmark.ts';
import { attackEvent } from './attack-event.ts';
import { crossFit } from './cross-fit.ts';
import { detectionFigures } from './detection-figures.ts';
import { judgeWithPriors } from './judge-recording.ts';
import type { Material } from './load-material.ts';
import { publishedAlgorithm } from './published-algorithm.ts';
import type { Recording } from './recordings.ts';

const MS_PER_DAY = 86_400_000;
const RETENTION_DAYS = 7;
const DAYS_MAX = 60;
const NORMAL = 0.3;
const CONTAMINATIONS = [1, 10] as const;
const EVERY_NTH_SESSION = 8;

/** How hard it is to be taken for normal. */
export function benchPoison({ attacks, benign, recordings }: Material): BenchResult[] {
  return recordings.flatMap((recording) => {
    const fitted = crossFit(attacks, benign, recording.workload);
    const [prior] = fitted.priors;
    const unseen = attacks.filter((attack) => fitted.foldOf(attack) === 0);
    if (prior === undefined) return [];
    return [
      ...[1, 1_000].map((times) => daysToNormal(recording, unseen, prior, times)),
      ...CONTAMINATIONS.map((times) => contaminated(recording, attacks, fitted, times)),
    ];
  });
}

/** Days of repeating attacks until half of those that were alerted pass as normal. */
function daysToNormal(
  recording: Recording,
  attacks: readonly AttackExample[],
  prior: Prior,
  timesADay: number,
): BenchResult {
  const { workload, past } = recording;
  const learned = new ExecutionScorer({ prior });
  for (const event of past) learned.learn(event);
  learned.endLearning();
  const alerted = attacks
    .map((attack) => attackEvent(attack, workload))
    .filter((event) => learned.score(event).lesson === 'held')
    .slice(0, 20);
  const days = alerted.map((event) => daysUntilNormal(learned, event, timesADay));
  const median = days.toSorted((a, b) => a - b)[Math.floor(days.length / 2)] ?? 0;
  const metric = `days of ${timesADay} repetitions until an attack is below ${NORMAL}: ${workload}`;
  const ours = median > DAYS_MAX ? `never in ${DAYS_MAX} days` : median;
  const peer = alerted.filter((event) => publishedAfterOne(event) < NORMAL).length;
  const peers = { 'published, after one': `${peer} of ${alerted.length} pass` };
  return figure(metric, 'days, median', ours, peers);
}

function daysUntilNormal(
  learned: ExecutionScorer,
  event: ExecutionEvent,
  timesADay: number,
): number {
  const { workload } = event;
  const scorer = new ExecutionScorer(
    { prior: learned.prior },
    learned.toState().filter((state) => state.workload === workload),
  );
  const baseline = scorer.workload(workload)?.baseline;
  for (let day = 0; day <= DAYS_MAX; day += 1) {
    const t = event.t + day * MS_PER_DAY;
    if (scorer.score(event).score < NORMAL) return day;
    for (let time = 0; time < timesADay; time += 1) scorer.observe({ ...event, t: t + time });
    // What the workload itself does goes on; only the attack's own days run out.
    if (baseline !== undefined) expireAttack(baseline, event.t, t);
  }
  return DAYS_MAX + 1;
}

function expireAttack(
  baseline: Parameters<typeof expireBefore>[0],
  firstMs: number,
  nowMs: number,
): void {
  const sinceMs = nowMs - RETENTION_DAYS * MS_PER_DAY;
  if (sinceMs > firstMs) expireBefore(baseline, sinceMs, nowMs);
}

/** Every eighth attack session was already going on while the workload was learned. */
function contaminated(
  recording: Recording,
  attacks: readonly AttackExample[],
  fitted: ReturnType<typeof crossFit>,
  times: number,
): BenchResult {
  const sessions = [...new Set(attacks.map(({ session }) => session))];
  const during = new Set(sessions.filter((_, at) => at % EVERY_NTH_SESSION === 0));
  const mixed = attacks
    .filter(({ session }) => during.has(session))
    .flatMap((attack) =>
      Array<ExecutionEvent>(times).fill(attackEvent(attack, recording.workload)),
    );
  const past = [...recording.past, ...mixed];
  const judged = judgeWithPriors(fitted, { ...recording, past }, attacks);
  const of = (known: boolean): number => {
    const part = judged.attacks.filter(({ session }) => during.has(session) === known);
    return Number((detectionFigures(judged.benign, part).at[0]?.sessions ?? 0).toFixed(3));
  };
  const metric = `TPR at 1 % by session, an eighth learned ${times} times: ${recording.workload}`;
  return figure(metric, 'share', of(false), { 'of those that were learned': of(true) });
}

function publishedAfterOne(event: ExecutionEvent): number {
  const peer = publishedAlgorithm();
  peer.learn(event);
  return peer.score(event);
}
