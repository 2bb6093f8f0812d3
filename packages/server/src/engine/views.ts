import type { Workload } from '@vedette/executions';

import type { KnownShape, WorkloadDetailView, WorkloadView } from './engine.ts';
import type { Fold } from './fold.ts';
import type { OrgWatch } from './org-watch.ts';

/** Every workload of an organisation. */
export function viewWorkloads({ orgs }: Fold, org: string): WorkloadView[] {
  const watch = orgs.get(org);
  if (watch === undefined) return [];
  return [...watch.scorer.workloads()].map((workload) => viewOf(watch, workload));
}

/** One workload with all that is known of it. */
export function viewWorkload(
  { orgs }: Fold,
  org: string,
  name: string,
): WorkloadDetailView | undefined {
  const watch = orgs.get(org);
  const workload = watch?.scorer.workload(name);
  if (watch === undefined || workload === undefined) return undefined;
  const { shapes, changes } = workload.baseline.toState();
  return { summary: viewOf(watch, workload), shapes, changes };
}

/** Everything that an organisation's workloads are known to do. */
export function* eachShape({ orgs }: Fold, org: string): Generator<KnownShape> {
  for (const { name: workload, baseline } of orgs.get(org)?.scorer.workloads() ?? [])
    for (const record of baseline.shapes) yield { workload, record };
}

function viewOf(watch: OrgWatch, { name, baseline }: Workload): WorkloadView {
  const { choice, threshold } = watch.alertingOf(name);
  const { seen, state, size: shapes } = baseline;
  return {
    ...{ workload: name, state, shapes, threshold, alerting: choice },
    executions: seen?.events ?? 0,
    firstMs: seen?.firstMs ?? null,
    lastMs: seen?.lastMs ?? null,
  };
}
