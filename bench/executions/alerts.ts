import type { ExecutionEvent } from '@vedette/core';
import {
  adaptShare,
  ALERT_SCORE,
  Calibration,
  ExecutionScorer,
  shapeOf,
  thresholdFor,
} from '@vedette/executions';

import { type BenchResult, figure } from '../benchmark.ts';
import { crossFit } from './cross-fit.ts';
import type { Material } from './load-material.ts';
import type { Recording } from './recordings.ts';

const BUDGETS = [1, 5] as const;
const FIXED = [0.6, 0.8, 0.85] as const;

/** Alerts per host and day on the benign rest of each recording. */
export function benchAlerts({ attacks, benign, recordings }: Material): BenchResult[] {
  return recordings.flatMap((recording) => {
    const [prior = null] = crossFit(attacks, benign, recording.workload).priors;
    const scorer = new ExecutionScorer({ prior });
    for (const event of recording.past) scorer.learn(event);
    scorer.endLearning();
    return [...budgetRows(scorer, recording), ...fixedRows(scorer, recording)];
  });
}

function budgetRows(scorer: ExecutionScorer, recording: Recording): BenchResult[] {
  return BUDGETS.map((alertsPerDay) => {
    const name = `alerts a day at a budget of ${alertsPerDay}: ${recording.workload}`;
    return figure(name, 'findings', alertsPerDayWithin(scorer, recording, alertsPerDay));
  });
}

/** The threshold is set anew each day from what was seen until then. */
function alertsPerDayWithin(
  scorer: ExecutionScorer,
  recording: Recording,
  alertsPerDay: number,
): number {
  const { workload, past, test } = recording;
  const budget = { alertsPerDay, eventsPerDay: past.length / daysOf(recording, past) };
  const online = new ExecutionScorer({ prior: scorer.prior }, scorer.toState());
  const calibration = online.workload(workload)?.calibration ?? new Calibration();
  const days = daysOf(recording, test);
  let share = alertsPerDay / budget.eventsPerDay;
  let alerts = 0;
  for (let day = 0; day < days; day += 1) {
    const threshold = thresholdFor(calibration, budget, share) ?? ALERT_SCORE;
    const from = Math.floor((day * test.length) / days);
    const today = test.slice(from, Math.floor(((day + 1) * test.length) / days));
    const found = findingsOf(online, today, threshold);
    alerts += found;
    share = adaptShare(share, budget, found);
  }
  return Number((alerts / days).toFixed(2));
}

/** Equal shapes of one day are one finding. */
function findingsOf(
  scorer: ExecutionScorer,
  events: readonly ExecutionEvent[],
  threshold: number,
): number {
  const alerted = events.filter((event) => scorer.observe(event).score >= threshold);
  return new Set(alerted.map((event) => shapeOf(event).key)).size;
}

function fixedRows(scorer: ExecutionScorer, recording: Recording): BenchResult[] {
  return FIXED.map((threshold) => {
    const name = `alerts a day at ${threshold}: ${recording.workload}`;
    return figure(name, 'findings', alertsPerDayAt(scorer, recording, threshold));
  });
}

function alertsPerDayAt(scorer: ExecutionScorer, recording: Recording, threshold: number): number {
  const { test } = recording;
  const days = daysOf(recording, test);
  const online = new ExecutionScorer({ prior: scorer.prior }, scorer.toState());
  let alerts = 0;
  for (let day = 0; day < days; day += 1) {
    const from = Math.floor((day * test.length) / days);
    const today = test.slice(from, Math.floor(((day + 1) * test.length) / days));
    alerts += findingsOf(online, today, threshold);
  }
  return Number((alerts / days).toFixed(2));
}

/** A recording does a day's work in each round; its first command says how many. */
function daysOf({ past, test }: Recording, part: readonly ExecutionEvent[]): number {
  const rounds = Number(past[0]?.argv.at(-1)) || 1;
  return (rounds * part.length) / (past.length + test.length);
}
