import { type Coverage, VedetteError } from '@vedette/core';

import { coveredChecks } from '../baseline/coverage-drop.ts';
import { type FleetKnowledge, loadFleetKnowledge, NO_FLEET } from '../baseline/fleet-knowledge.ts';
import { emptyState } from '../baseline/host-state.ts';
import { type HostReview, reviewHost } from '../baseline/review-host.ts';
import type { StateStore } from '../baseline/state-store.ts';
import type { SweepView } from '../baseline/sweep-view.ts';
import type { Check } from '../checks/check.ts';
import type { Catalog } from '../findings/draft-finding.ts';
import { compareFindings } from '../findings/compare-findings.ts';
import { observeItem, observeProcess } from '../findings/observation.ts';
import type { HostSweep } from '../fleet/host-sweep.ts';
import { sweepCoverage } from './sweep-coverage.ts';
import type { HostReport, HostStatus } from './sweep-report.ts';

export interface ReviewerOptions {
  readonly store: StateStore;
  /** The checks that were asked for. */
  readonly selected: readonly Check[];
  readonly catalog: Catalog;
  /** Every host of the inventory: who is compared with whom. */
  readonly fleet: readonly string[];
}

/**
 * Makes a report of each host's sweep: judged again, compared with the host's baseline, which
 * learns from it. A baseline that cannot be used leaves the host incomplete, and the others alone.
 */
export function createReviewer({
  store,
  selected,
  catalog,
  fleet,
}: ReviewerOptions): (sweep: HostSweep) => Promise<HostReport> {
  let knowledge: Promise<FleetKnowledge> | undefined;
  const knowFleet = async (): Promise<FleetKnowledge> => {
    knowledge ??= loadFleetKnowledge(store, fleet);
    return knowledge;
  };
  return async (sweep) => {
    const coverage = sweepCoverage(sweep, { selected, all: catalog.checks });
    if (!hasSession(sweep)) {
      const report = unreachableReport(sweep, coverage, selected);
      if (sweep.outcome.kind !== 'not-started') await noteUnreachable(store, report);
      return report;
    }
    const view = viewOf({ sweep, coverage, selected, catalog });
    try {
      // Most sweeps find no drift; only those that do are worth reading the fleet's baselines for.
      const draft = reviewHost(view, await store.read(view.host), NO_FLEET);
      const peers = draft.drifted && fleet.length > 1 ? await knowFleet() : NO_FLEET;
      return await store.update(view.host, (state) => {
        const review = reviewHost(view, state, peers);
        const report = reportOf({ sweep, coverage, view, review, selected });
        const lastSweep = { at: view.now, status: report.status };
        return { state: { ...review.state, lastSweep }, result: report };
      });
    } catch (error) {
      if (!(error instanceof VedetteError)) throw error;
      // Without its past nothing is known of the host, but what is wrong by itself is still said.
      const review = reviewHost(view, emptyState(view.host), NO_FLEET);
      const reason = `${error.message}; ${error.hint}`;
      const gaps = [...coverage, { check: 'baseline', effect: 'blind', reason } as const];
      const report = reportOf({ sweep, coverage: gaps, view, review, selected });
      return { ...report, baseline: { state: 'unknown', items: 0 } };
    }
  };
}

/** So that `vedette hosts` tells of it. Of a host that is not seen anyway, no more can be lost. */
async function noteUnreachable(store: StateStore, report: HostReport): Promise<void> {
  const lastSweep = { at: report.startedAt, status: report.status };
  try {
    await store.update(report.name, (state) => ({
      state: { ...state, lastSweep },
      result: undefined,
    }));
  } catch (error) {
    if (!(error instanceof VedetteError)) throw error;
    report.coverage.push({ check: 'baseline', effect: 'blind', reason: error.message });
  }
}

function hasSession({ outcome, bytesReceived }: HostSweep): boolean {
  if (outcome.kind === 'unreachable' || outcome.kind === 'not-started') return false;
  return outcome.kind === 'ended' || bytesReceived > 0;
}

function viewOf({
  sweep,
  coverage,
  selected,
  catalog,
}: {
  readonly sweep: HostSweep;
  readonly coverage: readonly Coverage[];
  readonly selected: readonly Check[];
  readonly catalog: Catalog;
}): SweepView {
  const { target, host, sections, startedAt, processes, items, gaps } = sweep;
  const complete = [...sections].filter(([, state]) => state === 'complete').map(([name]) => name);
  return {
    host: target.name,
    now: startedAt.toISOString(),
    boot: host?.bootId ?? 'unknown',
    uid: host?.uid === null || host === null ? 'unknown' : String(host.uid),
    observations: [...processes.map(observeProcess), ...items.map(observeItem)],
    complete: new Set(complete),
    blind: new Set(
      [...coverage, ...gaps].filter(({ effect }) => effect === 'blind').map(({ check }) => check),
    ),
    selected,
    catalog,
  };
}

function reportOf({
  sweep,
  coverage,
  view,
  review,
  selected,
}: {
  readonly sweep: HostSweep;
  readonly coverage: readonly Coverage[];
  readonly view: SweepView;
  readonly review: HostReview;
  readonly selected: readonly Check[];
}): HostReport {
  const all = [...coverage, ...review.coverage];
  const findings = review.findings.toSorted(compareFindings);
  return {
    ...frameOf(sweep, selected),
    status: statusOf(findings, all, sweep),
    checks: coveredChecks(view).length,
    coverage: all,
    findings,
    baseline: {
      state: review.learning ? 'learning' : 'watching',
      items: review.state.items.length,
    },
  };
}

function statusOf(
  findings: HostReport['findings'],
  coverage: readonly Coverage[],
  { whole }: HostSweep,
): HostStatus {
  if (findings.some(({ disposition }) => disposition !== 'benign')) return 'findings';
  const blind = coverage.some(({ effect }) => effect === 'blind');
  return blind || !whole ? 'incomplete' : 'clean';
}

function unreachableReport(
  sweep: HostSweep,
  coverage: readonly Coverage[],
  selected: readonly Check[],
): HostReport {
  return {
    ...frameOf(sweep, selected),
    status: 'unreachable',
    checks: 0,
    coverage: [...coverage],
    findings: [],
    baseline: { state: 'unknown', items: 0 },
    problem: problemOf(sweep, coverage),
  };
}

function problemOf({ outcome }: HostSweep, coverage: readonly Coverage[]): HostReport['problem'] {
  if (outcome.kind === 'unreachable') {
    return { code: outcome.reason, reason: outcome.message, next: outcome.hint };
  }
  const reason = coverage[0]?.reason ?? outcome.kind;
  return { code: outcome.kind, reason, next: 'sweep it again; --verbose shows more' };
}

function frameOf(sweep: HostSweep, selected: readonly Check[]) {
  const { target, host, startedAt, durationMs, violations, unknownCodes, noise } = sweep;
  return {
    name: target.name,
    load1: host?.load1 ?? null,
    checksAsked: selected.length,
    startedAt: startedAt.toISOString(),
    durationMs,
    violations: violations.count + unknownCodes,
    noise: noise.lines,
    bytesSent: sweep.bytesSent,
    bytesReceived: sweep.bytesReceived,
    ...(target.note === '' ? {} : { note: target.note }),
    ...(target.tags.length === 0 ? {} : { tags: [...target.tags] }),
  };
}
