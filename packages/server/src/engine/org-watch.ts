import {
  admitShape,
  confirmShape,
  ExecutionScorer,
  expireBefore,
  forgetShape,
  type Hand,
  rollBack,
  type Workload,
  type WorkloadState,
} from '@vedette/executions';

import type { Command } from '../command.ts';
import {
  type Alerting,
  type AlertingChoice,
  type AlertingGrounds,
  chooseAlerting,
  defaultAlerting,
  nextDay,
} from './alerting.ts';
import type { FoldSettings } from './fold-settings.ts';

/** A command about the baseline of one workload. */
export type BaselineCommand = Extract<Command, { readonly workload: string }>;

/** What is known of an organisation's executions: its baselines and how each is alerted about. */
export class OrgWatch {
  readonly scorer: ExecutionScorer;
  readonly #settings: FoldSettings;
  readonly #alerting: Map<string, Alerting>;

  constructor(
    settings: FoldSettings,
    stored: {
      readonly workloads?: readonly WorkloadState[];
      readonly alerting?: readonly (readonly [string, Alerting])[];
    } = {},
  ) {
    const { prior, workloadsMax } = settings;
    this.#settings = settings;
    this.#alerting = new Map(stored.alerting);
    this.scorer = new ExecutionScorer(
      {
        ...(prior === undefined ? {} : { prior }),
        workloadsMax,
        alertScore: (workload) => this.alertingOf(workload).threshold,
      },
      stored.workloads,
    );
  }

  alertingOf(workload: string): Alerting {
    return this.#alerting.get(workload) ?? defaultAlerting(this.#settings.alertScore);
  }

  /** The score from which on a workload would alert by another choice; undefined without one. */
  thresholdBy(name: string, choice: AlertingChoice): number | undefined {
    const workload = this.scorer.workload(name);
    if (workload === undefined) return undefined;
    return chooseAlerting(this.alertingOf(name), choice, this.#grounds(workload)).threshold;
  }

  /** By workload, in the order in which they were first seen. */
  alertingState(): [string, Alerting][] {
    return [...this.#alerting];
  }

  /** Counts a scored event, and whether it made somebody be told. */
  count(workload: string, alerted: boolean): void {
    if (this.scorer.workload(workload) === undefined) return;
    const before = this.alertingOf(workload);
    this.#alerting.set(workload, {
      ...before,
      eventsToday: before.eventsToday + 1,
      alertsToday: before.alertsToday + (alerted ? 1 : 0),
    });
  }

  /** Does what was asked for; false where the workload is not there or nothing changed. */
  command(command: BaselineCommand, hand: Hand): boolean {
    const workload = this.scorer.workload(command.workload);
    if (workload === undefined) return false;
    const { baseline } = workload;
    switch (command.do) {
      case 'confirm-shape':
        return confirmShape(baseline, command.shape, hand);
      case 'forget-shape':
        return forgetShape(baseline, command.shape, hand);
      case 'roll-back':
        return rollBack(baseline, command.toMs, hand) > 0;
      case 'end-learning':
        return this.scorer.endLearningOf(command.workload, hand);
      case 'set-alerting': {
        const before = this.alertingOf(command.workload);
        const chosen = chooseAlerting(before, command.alerting, this.#grounds(workload));
        this.#alerting.set(command.workload, chosen);
        return true;
      }
    }
  }

  /** Lets shapes train that were alerted about, because a person has seen them. */
  admit(workload: string, shapes: readonly string[], hand: Hand): void {
    const known = this.scorer.workload(workload);
    if (known !== undefined) for (const key of shapes) admitShape(known.baseline, key, hand);
  }

  /**
   * Begins a day, workload by workload: what was seen before `sinceMs` is forgotten, with the
   * workload where nothing is left of it, and budgets are adapted to the day before. Yields how
   * many workloads were forgotten.
   */
  *beginDay(nowMs: number, sinceMs: number): Generator<number> {
    for (const workload of [...this.scorer.workloads()]) {
      const { name, baseline } = workload;
      expireBefore(baseline, sinceMs, nowMs);
      if (baseline.size === 0) {
        this.scorer.forget(name);
        this.#alerting.delete(name);
        yield 1;
      } else {
        const next = nextDay(this.alertingOf(name), this.#grounds(workload));
        this.#alerting.set(name, next);
        yield 0;
      }
    }
  }

  #grounds({ calibration }: Workload): AlertingGrounds {
    return { calibration, defaultThreshold: this.#settings.alertScore };
  }
}
