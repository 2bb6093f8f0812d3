import type { LogEntry } from '../evidence/action-log.ts';
import type { ActionEvent } from '../action/action-event.ts';
import type { ActionId, Plan, TargetIdentity } from '../action/containment.ts';

/** Where an action stands: the last thing that was logged of it, beside the sealing of evidence. */
export type ActionState = Exclude<ActionEvent['kind'], 'sealed'>;

/** One containment, folded from its log entries. */
export interface Action {
  readonly id: ActionId;
  readonly host: string;
  readonly who: string;
  readonly at: string;
  readonly state: ActionState;
  readonly target: TargetIdentity;
  readonly plan: Plan;
  readonly finding: {
    readonly id: string;
    readonly check: string;
    readonly summary: string;
  } | null;
  /** Digest of the sealed manifest; null while the evidence is not whole. */
  readonly sealed: string | null;
  /** What the last event said. */
  readonly detail: string;
}

/** States in which the host may hold something frozen because of us. */
const HOLDING: ReadonlySet<ActionState> = new Set([
  'freezing',
  'frozen',
  'stopped',
  'loose',
  'thawing',
]);

/** States of an action that was cut short: the next run finishes or undoes it. */
const UNFINISHED: ReadonlySet<ActionState> = new Set([
  'planned',
  'captured',
  'freezing',
  'thawing',
]);

/** Whether the host may hold something frozen because of the action. */
export function isHolding({ state }: Action): boolean {
  return HOLDING.has(state);
}

/** Whether the next run has to finish or undo something of it, be it only its evidence. */
export function isUnfinished({ state, sealed }: Action): boolean {
  return UNFINISHED.has(state) || sealed === null;
}

/** Every action of a log, in the order in which they were planned. */
export function foldActions(entries: readonly LogEntry[]): readonly Action[] {
  const actions = new Map<ActionId, Action>();
  for (const { action: id, host, who, at, event } of entries) {
    const before = actions.get(id);
    if (event.kind === 'planned') {
      const { target, plan, finding } = event;
      actions.set(id, {
        ...{ id, host, who, at, target, plan, finding },
        ...{ state: 'planned', sealed: null, detail: '' },
      });
    } else if (before !== undefined) {
      actions.set(id, { ...before, ...changeBy(event) });
    }
  }
  return [...actions.values()];
}

function changeBy(event: Exclude<ActionEvent, { kind: 'planned' }>): Partial<Action> {
  if (event.kind === 'sealed') return { sealed: event.manifestSha256 };
  return {
    state: event.kind,
    detail: 'detail' in event ? event.detail : '',
    ...(event.kind === 'frozen' ? { plan: event.plan } : {}),
  };
}
