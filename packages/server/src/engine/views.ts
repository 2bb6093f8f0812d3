import { type ShapeRecord, trustOf, type Workload } from '@vedette/executions';

import type { KnownShape, WorkloadDetailView, WorkloadView } from './engine.ts';
import type { Fold } from './fold.ts';
import type { OrgWatch } from './org-watch.ts';

const DAY_MS = 86_400_000;
/** Half of the doubt is taken away: seen once while learning, or on two days since. */
const BELIEVED_NATS = Math.LN2;

/** Every workload of an organisation. */
export function viewWorkloads({ orgs }: Fold, org: string, nowMs: number): WorkloadView[] {
  const watch = orgs.get(org);
  if (watch === undefined) return [];
  return [...watch.scorer.workloads()].map((workload) => viewOf(watch, workload, nowMs));
}

/** One workload with all that is known of it. */
export function viewWorkload(
  { orgs }: Fold,
  { org, name, nowMs }: { readonly org: string; readonly name: string; readonly nowMs: number },
): WorkloadDetailView | undefined {
  const watch = orgs.get(org);
  const workload = watch?.scorer.workload(name);
  if (watch === undefined || workload === undefined) return undefined;
  const { shapes, changes } = workload.baseline.toState();
  return { summary: viewOf(watch, workload, nowMs), shapes, changes };
}

/** Everything that an organisation's workloads are known to do. */
export function* eachShape({ orgs }: Fold, org: string): Generator<KnownShape> {
  for (const { name: workload, baseline } of orgs.get(org)?.scorer.workloads() ?? [])
    for (const record of baseline.shapes) yield { workload, record };
}

function viewOf(watch: OrgWatch, { name, baseline }: Workload, nowMs: number): WorkloadView {
  const { choice, threshold } = watch.alertingOf(name);
  const { seen, state, size: shapes } = baseline;
  return {
    ...{ workload: name, state, shapes, threshold, alerting: choice },
    executions: seen?.events ?? 0,
    firstMs: seen?.firstMs ?? null,
    lastMs: seen?.lastMs ?? null,
    ...countShapes(baseline.shapes, nowMs),
  };
}

function countShapes(
  shapes: Iterable<ShapeRecord>,
  nowMs: number,
): Pick<WorkloadView, 'confirmed' | 'pending' | 'newShapes'> {
  let [confirmed, pending, newShapes] = [0, 0, 0];
  for (const record of shapes) {
    if (record.confirmedMs !== null) confirmed += 1;
    else if (isDoubted(record)) pending += 1;
    if (record.firstSeenMs > nowMs - DAY_MS) newShapes += 1;
  }
  return { confirmed, pending, newShapes };
}

function isDoubted(record: ShapeRecord): boolean {
  const { learned, watched } = trustOf(record);
  return learned + watched < BELIEVED_NATS;
}
