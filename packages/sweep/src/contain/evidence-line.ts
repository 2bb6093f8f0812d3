import type { ActionId } from '../action/containment.ts';
import type { BundleSummary } from '../evidence/evidence-store.ts';
import type { Action } from './action.ts';

/** One containment, and what is kept of it, as a list shows it. */
export interface EvidenceLine {
  readonly id: ActionId;
  /** ISO 8601. */
  readonly at: string;
  readonly host: string;
  /** Host text. */
  readonly what: string;
  readonly state: string;
  readonly items: number;
  readonly bytes: number;
  readonly evidence: BundleSummary['state'] | 'none';
  /** Of the sweep that led to it; null for what was done by hand. */
  readonly finding: string | null;
}

/** Every containment of a log with its evidence, and then evidence that no log knows. */
export function evidenceLines(
  actions: readonly Action[],
  bundles: readonly BundleSummary[],
): readonly EvidenceLine[] {
  const byId = new Map(bundles.map((bundle) => [bundle.id, bundle]));
  const logged = new Set(actions.map(({ id }) => id));
  return [
    ...actions.map((action) => lineOf(action, byId.get(action.id))),
    ...bundles.filter(({ id }) => !logged.has(id)).map(unloggedLine),
  ];
}

function lineOf(action: Action, bundle: BundleSummary | undefined): EvidenceLine {
  const { id, at, host, state, target, finding } = action;
  return {
    ...{ id, at, host, state },
    what: finding?.summary ?? `process ${target.pid}, by hand`,
    items: bundle?.items.length ?? 0,
    bytes: bundle?.bytes ?? 0,
    evidence: bundle?.state ?? 'none',
    finding: finding?.id ?? null,
  };
}

/** Nothing is saved before it is logged, so somebody took the log away. */
function unloggedLine({ id, state, manifest, items, bytes }: BundleSummary): EvidenceLine {
  return {
    ...{ id, bytes, items: items.length, evidence: state, state: 'not logged' },
    at: manifest?.sealedAt ?? '',
    host: manifest?.host ?? '',
    what: manifest?.finding?.summary ?? '',
    finding: manifest?.finding?.id ?? null,
  };
}
